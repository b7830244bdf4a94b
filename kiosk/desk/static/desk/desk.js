// Small things that make pages quicker to use; every page works without them.
"use strict";

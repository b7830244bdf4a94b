#!/bin/sh
# Asked for Chinese, Qt's speech goes on in the language before: it files espeak's Mandarin under no language at all.
#
# Guess: what speech-dispatcher offers as Mandarin is found in QTextToSpeech under QLocale.Chinese, as Korean is under Korean.
# Seen with PySide6 6.11.3 (Essentials and Addons), Debian 12's speech-dispatcher 0.11.4 and espeak-ng 1.51: espeak calls the
# language by its own code, `cmn`, and so does speech-dispatcher. QLocale knows `zh`, `zh-cmn` and even `yue`, but makes "C" of
# `cmn` (CLDR has it as an alias of `zh`; Babel 2.18.0 follows it). So no locale of Qt's is Chinese, and the Mandarin voices stand
# under "C" beside Klingon, Quenya and Bishnupriya Manipuri, which is the first of them. setLocale("zh_CN") changes nothing: the
# voice stays the Korean one. Who wants Mandarin must take "C" and look for the voice by its name.
#
# Runs alone: installs those packages into a temporary folder and starts a speech daemon of its own there, into a sound card
# that swallows everything; nothing is said. Needs Debian's speech-dispatcher, speech-dispatcher-espeak-ng and espeak-ng.
# Exit 0: as described; 1: something has changed.
set -eu
folder=$(mktemp -d)
daemon=
trap 'kill $daemon 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'PySide6-Essentials==6.11.3' 'PySide6-Addons==6.11.3' 'babel==2.18.0'
mkdir -p "$folder/conf/modules"
: >"$folder/conf/modules/espeak-ng.conf"
cat >"$folder/conf/speechd.conf" <<'END'
LogLevel 0
AudioOutputMethod "alsa"
AudioALSADevice "default"
AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"
DefaultModule espeak-ng
END
echo 'pcm.!default { type null }' >"$folder/asound.conf"
cat >"$folder/voices.py" <<'END'
import sys

import babel
from PySide6.QtCore import QCoreApplication, QLocale, qVersion
from PySide6.QtTextToSpeech import QTextToSpeech

app = QCoreApplication(sys.argv)
speech = QTextToSpeech("speechd")
chinese = [one.name() for one in speech.availableLocales() if one.language() == QLocale.Language.Chinese]
told = {}
for asked in ("ko_KR", "zh_CN", "C"):
    speech.setLocale(QLocale(asked))
    told[asked] = (speech.locale().name(), speech.voice().name())
filed = sorted({voice.name().partition("+")[0] for voice in speech.availableVoices()})
codes = {code: QLocale(code).name() for code in ("cmn", "zh", "zh-cmn", "yue")}
print(f"Qt {qVersion()}: {codes}; Babel: cmn is {babel.Locale.parse('cmn')}; locales that are Chinese: {chinese}")
for asked, (locale, voice) in told.items():
    print(f"asked for {asked}: speaks {locale}, {voice}")
print(f"under C: {', '.join(filed)}")
sys.exit(
    (codes["cmn"], codes["zh-cmn"], babel.Locale.parse("cmn").language, chinese) != ("C", "zh_CN", "zh", [])
    or told["ko_KR"] != ("ko_KR", "Korean")
    or told["zh_CN"] != told["ko_KR"]
    or "Mandarin" in told["C"][1]
    or not any("Mandarin" in name for name in filed)
)
END
export LC_ALL=C.UTF-8 HOME="$folder" XDG_RUNTIME_DIR="$folder" TMPDIR="$folder"
export ALSA_CONFIG_PATH="$folder/asound.conf" SPEECHD_ADDRESS="unix_socket:$folder/socket"
timeout -k 5 100 speech-dispatcher -s -C "$folder/conf" -S "$folder/socket" -c unix_socket -t 0 -L "$folder" -P "$folder/pid" \
    >"$folder/said" 2>&1 &
daemon=$!
tries=0
until [ -S "$folder/socket" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { echo "the speech daemon did not come up"; exit 1; }
    sleep 0.1
done
timeout 60 "$folder/venv/bin/python" "$folder/voices.py" 2>"$folder/complaints" || {
    code=$?
    cat "$folder/complaints"
    exit "$code"
}

#!/bin/sh
# The voice that espeak-ng calls Mandarin reads most Chinese characters as English; the one "for pinyin" reads them in Chinese.
#
# Guess: `cmn` is for Chinese text and `cmn-latn-pinyin` for romanised text; the two differ in what they make of Latin letters,
# as their names say ("latin as English", "latin as Pinyin").
# Seen with Debian 12's espeak-ng 1.51+dfsg-10+deb12u2: inside, a character becomes a syllable of pinyin with the digit of its
# tone, and these are Latin letters: `cmn`, and `zh` with it, reads many of them as English words, the digit too. Cambodia
# begins as "jian three, pu three", passport as "hu four"; only a few syllables (zhai, zhao) are spared. `cmn-latn-pinyin` reads
# all of them in Chinese, and an English word among them in English nevertheless; Cantonese (`yue`) has no such trouble.
# Nothing complains: without an ear for Chinese one must look at the phonemes.
#
# Runs alone: needs Debian's espeak-ng; asks for its phonemes, plays nothing. Exit 0: as described; 1: something has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME="$folder" XDG_RUNTIME_DIR="$folder" TMPDIR="$folder" # where the sound library puts its cookie even so
phonemes() { timeout 20 espeak-ng -q -x -v "$1" "$2" | tr -d '\n'; }
changed=0
look() { # VOICE WORDS WANTED
    found=$(phonemes "$1" "$2")
    printf '%s %s: %s\n' "$1" "$2" "$found"
    case $found in *'(en)'*) language=english ;; ?*) language=chinese ;; *) language=silence ;; esac
    [ "$language" = "$3" ] || changed=1
}
espeak-ng --version | sed 's/  Data at.*//'
for words in 柬埔寨 护照 金边 警察 大使馆; do
    for voice in cmn zh; do look "$voice" "$words" english; done
    for voice in cmn-latn-pinyin yue; do look "$voice" "$words" chinese; done
done
look cmn 寨 chinese
look cmn-latn-pinyin 'Seoul 柬埔寨' english
sounds() { tr -d "'0-9_|,"; }
three=$(phonemes en three | sounds)
case $(phonemes cmn 埔 | sounds) in *"$three"*) ;; *) changed=1 ;; esac
exit "$changed"

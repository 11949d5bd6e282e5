# SPDX-License-Identifier: MIT
# bash completion for tenken; works from bash 3.2 on.

# What compgen makes of these arguments becomes the offer.
_tenken_offer() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$@")
}

_tenken_offer_paths() { # -f or -d, WORD
  compopt -o filenames 2>/dev/null
  _tenken_offer "$1" -- "$2"
}

# The first word of each line that the program prints, asked with the line's own --db and --questionnaires.
_tenken_ids() { tenken "${asked_with[@]}" "$@" 2>/dev/null | cut -d' ' -f1; }

_tenken_options() { # COMMAND
  case $1 in
  "") echo --plain --ambiguous ;;
  run) echo --plain --title --municipality --municipality-code --ambiguous ;;
  list) echo --bin ;;
  export) echo --table --format --encoding --labels --output --force ;;
  fill) echo --title --municipality --municipality-code --questionnaire --blank --into ;;
  sheet | minutes) echo --output --force ;;
  workshop | backup | recover) echo --force ;;
  questionnaires) echo --coverage ;;
  delete) echo --purge ;;
  esac
  echo --db --lang --questionnaires --help --version
}

_tenken() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command="" word last="" i
  local -a asked_with=(--lang=en)
  # bash takes --lang=ja apart into three words.
  if [[ $before == "=" ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $current == "=" ]]; then
    current=""
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    [[ $word == "=" ]] && continue
    case $last in
    --db | --questionnaires) asked_with+=("$last" "$word") ;;
    --lang | --ambiguous | --title | --municipality | --municipality-code | --questionnaire | --blank | --into | --table | \
      --format | --encoding | --labels | --output | -o) ;;
    *) [[ -z $command && $word != -* ]] && command=$word ;;
    esac
    # The value of an option is no option itself.
    if [[ $word == -* && $last != -* ]]; then last=$word; else last=""; fi
    case $last in --plain | --force | --bin | --purge | --coverage | --help | --version | -h | -V) last="" ;; esac
  done

  case $before in
  --lang | --labels) _tenken_offer -W "ja en" -- "$current" && return ;;
  --ambiguous) _tenken_offer -W "1 2" -- "$current" && return ;;
  --table) _tenken_offer -W "scores answers agreement departments actions" -- "$current" && return ;;
  --format) _tenken_offer -W "csv json" -- "$current" && return ;;
  --encoding) _tenken_offer -W "utf-8-bom utf-8 cp932" -- "$current" && return ;;
  --db | --output | -o) _tenken_offer_paths -f "$current" && return ;;
  --questionnaires) _tenken_offer_paths -d "$current" && return ;;
  --questionnaire | --blank) _tenken_offer -W "$(_tenken_ids questionnaires)" -- "$current" && return ;;
  --into) _tenken_offer -W "$(_tenken_ids list)" -- "$current" && return ;;
  --title | --municipality | --municipality-code) COMPREPLY=() && return ;;
  esac
  if [[ $current == -* ]]; then
    _tenken_offer -W "$(_tenken_options "$command")" -- "$current"
    return
  fi
  case $command in
  "") _tenken_offer -W "run list show export check questionnaires fill sheet workshop merge minutes compare delete restore backup recover doctor" -- "$current" ;;
  show | export | minutes | compare) _tenken_offer -W "$(_tenken_ids list)" -- "$current" ;;
  delete)
    # Only what is in the bin can be deleted for good.
    word=""
    [[ " ${COMP_WORDS[*]} " == *" --purge "* ]] && word=--bin
    _tenken_offer -W "$(_tenken_ids list $word)" -- "$current"
    ;;
  restore) _tenken_offer -W "$(_tenken_ids list --bin)" -- "$current" ;;
  workshop)
    if [[ $before == workshop ]]; then
      _tenken_offer -W "guide reveal copy" -- "$current"
    elif [[ $before == reveal || $before == copy ]]; then
      _tenken_offer -W "$(_tenken_ids list)" -- "$current"
    else
      _tenken_offer_paths -f "$current"
    fi
    ;;
  run | sheet) _tenken_offer -W "$(_tenken_ids questionnaires)" -- "$current" ;;
  check | fill | merge | backup | recover) _tenken_offer_paths -f "$current" ;;
  *) COMPREPLY=() ;;
  esac
}
complete -F _tenken tenken

# SPDX-License-Identifier: MIT
#
# Turns municipalities.csv into the C table that src/model/place_table.h declares:
#   LC_ALL=C awk -f municipalities.awk municipalities.csv >municipalities.c
# No field holds a comma or a quote, so a row is split at its commas. A row that is not as expected ends the build.

function refuse(sentence) {
  print FILENAME ":" FNR ": " sentence | "cat >&2"
  failed = 1
  exit 1
}

BEGIN {
  FS = ","
  letter["prefecture"] = "PLACE_PREFECTURE"
  letter["northern"] = "PLACE_UNCOUNTED"
  letter[""] = "PLACE_MUNICIPALITY"
  print "/* SPDX-License-Identifier: MIT */"
  print "/* Made from src/model/municipalities.csv, which names its sources. */"
  print "#include \"model/place_table.h\"\n"
  print "const struct place_row place_rows[] = {"
}

/^#/ { next }

!header {
  if ($0 != "code,prefecture,prefecture_kana,name,kana,flags")
    refuse("The columns are to be code,prefecture,prefecture_kana,name,kana,flags.")
  header = 1
  next
}

{
  if (NF != 6 || $0 ~ /["\\\r]/)
    refuse("A row has six fields without quotes.")
  if ($1 !~ /^[0-9][0-9][0-9][0-9][0-9][0-9]$/ || $1 "" <= last "")
    refuse("Codes have six digits and grow from row to row.")
  if (!($6 in letter))
    refuse("flags is prefecture, northern or nothing.")
  if ($6 == "prefecture") {
    prefecture = $2
    kana = $3
    rows_of = rows_of (count ? ", " : "") count + 0
  }
  if ($2 != prefecture || $3 != kana || $4 == "" || $5 == "" || ($6 == "prefecture" && ($2 != $4 || $3 != $5)))
    refuse("A prefecture comes before its municipalities, and its name and kana stay the same.")
  # The widths of place_table.h, in bytes with the NUL.
  if (length($4) >= 24 || length($5) >= 40)
    refuse("A name has at most 23 bytes and its kana 39.")
  last = $1
  count++
  printf "\t{\"%s\", \"%s\", \"%s\", %s},\n", $1, $4, $5, letter[$6]
}

END {
  if (failed)
    exit 1
  print "};\n"
  print "const size_t place_row_count = sizeof place_rows / sizeof *place_rows;\n"
  print "const unsigned short place_prefecture_rows[PLACE_PREFECTURES] = {" rows_of "};"
}

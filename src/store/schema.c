/* SPDX-License-Identifier: MIT */
/*
 * The schema. Keys are UUIDs made on this machine, so that databases merge; `seq` is the order in which this
 * file got to know the changes and says nothing outside of it. Times are UTC, ISO 8601, and decide nothing.
 */
#include "store/migrate.h"

/* clang-format off */

static const char version_1[] =
	/* A framework or a questionnaire, its exact bytes, once however many assessments use it. */
	"CREATE TABLE document ("
	"  digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64)," /* SHA-256 of text */
	"  kind TEXT NOT NULL CHECK (kind IN ('framework', 'questionnaire')),"
	"  id TEXT NOT NULL,"
	"  version INTEGER NOT NULL,"
	"  text BLOB NOT NULL"
	") STRICT;"

	"CREATE TABLE assessment ("
	"  id TEXT NOT NULL PRIMARY KEY,"
	"  title TEXT NOT NULL,"
	"  municipality TEXT NOT NULL,"
	"  municipality_code TEXT NOT NULL,"
	"  reference_date TEXT NOT NULL,"
	"  stage TEXT NOT NULL,"
	"  fiscal_year INTEGER NOT NULL,"
	"  started_at TEXT NOT NULL,"
	"  updated_at TEXT NOT NULL,"
	"  position TEXT NOT NULL,"
	"  binned_at TEXT NOT NULL DEFAULT ''," /* '': not in the bin */
	"  example INTEGER NOT NULL CHECK (example IN (0, 1)),"
	"  answered INTEGER NOT NULL,"
	"  asked INTEGER NOT NULL"
	") STRICT;"
	"CREATE INDEX assessment_newest ON assessment (binned_at <> '', updated_at DESC, id);"

	/* What was deleted for good: a merge must not bring it back. */
	"CREATE TABLE purged ("
	"  id TEXT NOT NULL PRIMARY KEY,"
	"  purged_at TEXT NOT NULL"
	") STRICT;"

	"CREATE TABLE assessment_document ("
	"  assessment TEXT NOT NULL REFERENCES assessment ON DELETE CASCADE,"
	"  digest TEXT NOT NULL REFERENCES document,"
	"  role INTEGER NOT NULL CHECK (role IN (0, 1, 2)),"
	"  place INTEGER NOT NULL," /* order within the role */
	"  PRIMARY KEY (assessment, digest)"
	") STRICT, WITHOUT ROWID;"
	"CREATE INDEX assessment_document_digest ON assessment_document (digest);"

	"CREATE TABLE respondent ("
	"  id TEXT NOT NULL PRIMARY KEY,"
	"  assessment TEXT NOT NULL REFERENCES assessment ON DELETE CASCADE,"
	"  alias TEXT NOT NULL,"
	"  department TEXT NOT NULL,"
	"  role TEXT NOT NULL,"
	"  added_at TEXT NOT NULL"
	") STRICT;"
	"CREATE INDEX respondent_assessment ON respondent (assessment, added_at, id);"

	/* Append-only. */
	"CREATE TABLE answer_log ("
	"  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
	"  id TEXT NOT NULL UNIQUE,"
	"  respondent TEXT NOT NULL REFERENCES respondent ON DELETE CASCADE,"
	"  question TEXT NOT NULL,"
	"  state TEXT NOT NULL CHECK (state IN ('answered', 'unknown', 'na', 'blank')),"
	"  options TEXT NOT NULL,"
	"  note TEXT NOT NULL,"
	"  evidence TEXT NOT NULL,"
	"  reason TEXT NOT NULL,"
	"  at TEXT NOT NULL,"
	"  seat TEXT NOT NULL,"   /* the program run that wrote it */
	"  undoes TEXT NOT NULL DEFAULT ''," /* the change that it takes back */
	"  branch INTEGER NOT NULL CHECK (branch IN (0, 1)),"   /* 1: what it replaces had been replaced already */
	"  revision INTEGER NOT NULL" /* length of the chain that ends here */
	") STRICT;"
	"CREATE INDEX answer_log_respondent ON answer_log (respondent, seq);"
	"CREATE INDEX answer_log_branch ON answer_log (respondent, question) WHERE branch = 1;"
	"CREATE INDEX answer_log_undoes ON answer_log (undoes) WHERE undoes <> '';"

	/* `parent` is no reference: a change may replace one that this file does not hold. */
	"CREATE TABLE answer_parent ("
	"  change TEXT NOT NULL REFERENCES answer_log (id) ON DELETE CASCADE,"
	"  parent TEXT NOT NULL,"
	"  stood INTEGER NOT NULL CHECK (stood IN (0, 1))," /* 1: the one whose content it took the place of */
	"  PRIMARY KEY (change, parent)"
	") STRICT, WITHOUT ROWID;"
	"CREATE INDEX answer_parent_parent ON answer_parent (parent);"

	/* Derived from the log. `head` is no reference, for it would make each deletion look through all answers. */
	"CREATE TABLE answer ("
	"  respondent TEXT NOT NULL REFERENCES respondent ON DELETE CASCADE,"
	"  question TEXT NOT NULL,"
	"  state TEXT NOT NULL CHECK (state IN ('answered', 'unknown', 'na', 'blank')),"
	"  options TEXT NOT NULL,"
	"  note TEXT NOT NULL,"
	"  evidence TEXT NOT NULL,"
	"  reason TEXT NOT NULL,"
	"  head TEXT NOT NULL,"
	"  at TEXT NOT NULL,"
	"  revision INTEGER NOT NULL,"
	"  PRIMARY KEY (respondent, question)"
	") STRICT, WITHOUT ROWID;"

	"CREATE TABLE marked ("
	"  respondent TEXT NOT NULL REFERENCES respondent ON DELETE CASCADE,"
	"  question TEXT NOT NULL,"
	"  PRIMARY KEY (respondent, question)"
	") STRICT, WITHOUT ROWID;"

	"CREATE TABLE setting ("
	"  name TEXT NOT NULL PRIMARY KEY,"
	"  value TEXT NOT NULL"
	") STRICT, WITHOUT ROWID;"

	"PRAGMA application_id = 1414417230;"
	"PRAGMA user_version = 1;";

/* Workshops: several respondents, and what they decide to do. */
static const char version_2[] =
	"ALTER TABLE assessment ADD COLUMN workshop INTEGER NOT NULL DEFAULT 0 CHECK (workshop IN (0, 1));"
	"ALTER TABLE assessment ADD COLUMN anonymous INTEGER NOT NULL DEFAULT 0 CHECK (anonymous IN (0, 1));"
	"ALTER TABLE assessment ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE assessment ADD COLUMN revealed_at TEXT NOT NULL DEFAULT '';" /* '': sealed */
	/* How often the fields that can be edited were: of two versions that meet in a merge the higher one
	 * stays, of equal ones the greater text. */
	"ALTER TABLE assessment ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;"

	/* The group itself is a respondent: its answers are what was agreed, `unknown` what was left open. */
	"ALTER TABLE respondent ADD COLUMN is_group INTEGER NOT NULL DEFAULT 0 CHECK (is_group IN (0, 1));"
	"ALTER TABLE respondent ADD COLUMN consents INTEGER NOT NULL DEFAULT 0 CHECK (consents IN (0, 1));"
	"ALTER TABLE respondent ADD COLUMN handed_in_at TEXT NOT NULL DEFAULT '';" /* '': the turn is not over */
	"ALTER TABLE respondent ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));"
	"ALTER TABLE respondent ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;"

	/* A second round on one question; its answers stand under the question's key with #2 behind it. */
	"CREATE TABLE second_round ("
	"  assessment TEXT NOT NULL REFERENCES assessment ON DELETE CASCADE,"
	"  question TEXT NOT NULL,"
	"  opened_at TEXT NOT NULL,"
	"  closed_at TEXT NOT NULL DEFAULT ''," /* '': being answered, and sealed */
	"  PRIMARY KEY (assessment, question)"
	") STRICT, WITHOUT ROWID;"

	"CREATE TABLE action ("
	"  id TEXT NOT NULL PRIMARY KEY,"
	"  assessment TEXT NOT NULL REFERENCES assessment ON DELETE CASCADE,"
	"  criterion TEXT NOT NULL,"
	"  question TEXT NOT NULL,"
	"  text TEXT NOT NULL,"
	"  owner TEXT NOT NULL,"
	"  due TEXT NOT NULL,"
	"  state TEXT NOT NULL CHECK (state IN ('open', 'doing', 'done', 'dropped')),"
	"  created_at TEXT NOT NULL,"
	"  origin TEXT NOT NULL," /* the action of an earlier assessment that it goes on with */
	"  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),"
	"  revision INTEGER NOT NULL"
	") STRICT;"
	"CREATE INDEX action_assessment ON action (assessment, created_at, id);"

	/* `stood` says from now on what a change was made from, also where it became a branch: a merge walks
	 * by it. */
	"UPDATE answer_parent SET stood = 1 WHERE"
	" (SELECT COUNT(*) FROM answer_parent p WHERE p.change = answer_parent.change) = 1;"
	"PRAGMA user_version = 2;";

static const char *const list[] = {version_1, version_2};

/* clang-format on */

const struct migrations store_migrations = {.sql = list, .count = sizeof list / sizeof *list};

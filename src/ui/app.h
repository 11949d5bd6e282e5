/* SPDX-License-Identifier: MIT */
/*
 * The wizard as data: what is open, which screen, where the focus is. Events change it (app_event), which may
 * ask for an effect; app_perform does that through the port; app_draw turns the whole into a canvas. No
 * terminal and no database here.
 *
 *   app_event → effect → app_perform → app_draw
 *
 * Choosing an answer only marks it unsaved. It is committed by app_commit: before any other effect, and after
 * the paint.
 */
#ifndef UI_APP_H
#define UI_APP_H

#include "model/advise.h"
#include "model/hints.h"
#include "model/places.h"
#include "model/score.h"
#include "ui/canvas.h"
#include "ui/editor.h"
#include "ui/event.h"
#include "ui/group_ui.h"
#include "ui/port.h"
#include "ui/view.h"
#include "ui/workshop_ui.h"

enum screen_id {
	SCREEN_HOME,
	SCREEN_SEARCH, /* among what is saved */
	SCREEN_SETUP,
	SCREEN_QUESTION,
	SCREEN_OVERVIEW,
	SCREEN_NOTE,
	SCREEN_REASON,
	SCREEN_RESULTS,
	SCREEN_WHY,
	SCREEN_EXPORT,
	SCREEN_ASK,
	SCREEN_HELP,
	SCREEN_WORKSHOP, /* its people and how far they are; everything begins here */
	SCREEN_PERSON,   /* add or change one */
	SCREEN_HANDOVER, /* the laptop goes to the next person: shows nobody's answers */
	SCREEN_ENTRY,    /* a paper sheet typed in, digits alone */
	SCREEN_REVEAL,   /* 今日話し合う設問 */
	SCREEN_DISCUSS,  /* one question for the projector */
	SCREEN_ACTIONS,
	SCREEN_ACTION,
	SCREEN_COMPARE,
	SCREEN_SECOND,
	SCREEN_COUNT,
};

enum command { /* what a key means; one row of a screen's bindings each */
	       CMD_NONE,
	       CMD_UP,
	       CMD_DOWN,
	       CMD_PAGE_UP,
	       CMD_PAGE_DOWN,
	       CMD_FIRST,
	       CMD_LAST,
	       CMD_LEFT,
	       CMD_RIGHT,
	       CMD_DIGIT,
	       CMD_CHOOSE,
	       CMD_ENTER,
	       CMD_NEXT,
	       CMD_PREV,
	       CMD_UNKNOWN,
	       CMD_NA,
	       CMD_CLEAR,
	       CMD_NOTE,
	       CMD_MARK,
	       CMD_OVERVIEW,
	       CMD_UNDO,
	       CMD_RESULTS,
	       CMD_EXPORT,
	       CMD_NEW,
	       CMD_HAND_IN,
	       CMD_PAPER,
	       CMD_REVEAL,
	       CMD_TO_ACTIONS,
	       CMD_TO_MINUTES,
	       CMD_COMPARE,
	       CMD_TIMER,
	       CMD_ACTIONS,
	       CMD_SECOND,
	       CMD_LEAVE_OPEN,
	       CMD_EDIT,
	       CMD_SEARCH,
	       CMD_ALL,
	       CMD_BIN,
	       CMD_SHOW_BIN,
	       CMD_FIELD_NEXT,
	       CMD_FIELD_PREV,
	       CMD_DONE,
	       CMD_BACK,
	       CMD_LEAVE,
	       CMD_HELP,
	       CMD_LANG,
	       CMD_COUNT,
};

struct app;

struct binding {
	enum command command;
	uint32_t keys[8];                       /* 0-terminated if fewer */
	const char *shown;                      /* the key as people read it: "Enter", "↑"-free */
	struct tr label;                        /* in the footer; both NULL: not there */
	struct tr help;                         /* a sentence for the help screen and the README */
	bool (*enabled)(const struct app *app); /* NULL: always */
};

enum effect_kind {
	EFFECT_NONE,
	EFFECT_PASS,    /* not mine: the layer above decides */
	EFFECT_CHANGED, /* answers were changed in memory; commit when the input is drained */
	EFFECT_LIST,    /* read the home screen's rows */
	EFFECT_OPEN,    /* the assessment under the focus; arg: enum screen_id to show */
	EFFECT_EXAMPLE,
	EFFECT_SETUP, /* arg: index of the questionnaire to begin with, SIZE_MAX: edit the one under the focus
		       */
	EFFECT_CREATE,
	EFFECT_UPDATE,
	EFFECT_UNDO,
	EFFECT_MARK,
	EFFECT_BIN,
	EFFECT_EXPORT_ASK, /* arg: the table proposed, as in struct export_request */
	EFFECT_EXPORT,
	EFFECT_SHOW,          /* arg: enum screen_id, in place of a question to the person */
	EFFECT_TURN,          /* begin the turn of the one whom the hand-over screen is for */
	EFFECT_TURN_END,      /* leave it unsealed */
	EFFECT_PAPER,         /* the turn of the one under the focus, typed in from paper */
	EFFECT_HAND_IN,       /* the open turn */
	EFFECT_PERSON_PUT,    /* what the form says */
	EFFECT_PERSON_REMOVE, /* the one under the focus */
	EFFECT_REVEAL,
	EFFECT_MINUTES,      /* arg: how many there are to talk */
	EFFECT_DISCUSS,      /* arg: the item to talk about */
	EFFECT_SECOND_BEGIN, /* a second round on it */
	EFFECT_SECOND_END,
	EFFECT_ACTIONS, /* read them and show the list */
	EFFECT_ACTION_SAVE,
	EFFECT_ACTION_REMOVE,
	EFFECT_ACTION_CARRY,
	EFFECT_COMPARE_LIST,
	EFFECT_COMPARE, /* arg: which of the earlier ones */
	EFFECT_COMMIT,  /* try again to save */
	EFFECT_CLOSE,   /* leave the assessment for home */
	EFFECT_RECOVER, /* from the newest whole copy */
	EFFECT_ANEW,    /* begin an empty database in the place of one that is lost */
	EFFECT_QUIT,
	EFFECT_ABANDON, /* leave although something is unsaved */
};

struct effect {
	enum effect_kind kind;
	size_t arg;
};

struct screen {
	struct tr title;
	const struct binding *bindings; /* up to CMD_NONE */
	bool typing;                    /* letters may be text */
	void (*enter)(struct app *app);
	struct effect (*update)(struct app *app, enum command command, const struct event *event);
	struct effect (*click)(struct app *app, int hit);
	void (*layout)(const struct app *app, struct view *view);
	/* Right of the title line, in the view's arena; NULL: nothing. */
	const char *(*status)(const struct app *app, struct view *view);
};

extern const struct screen screen_home, screen_search, screen_setup, screen_question, screen_overview,
	screen_note, screen_reason, screen_results, screen_why, screen_export, screen_ask, screen_help,
	screen_workshop, screen_person, screen_handover, screen_entry, screen_reveal, screen_discuss,
	screen_second, screen_actions, screen_action, screen_compare;
const struct screen *screen_get(enum screen_id id);

/* ---- the state of each screen ---- */

#define HOME_WINDOW 100

struct home {
	bool bin;                     /* shows the bin */
	struct editor words;          /* shows what has these words; none: all */
	bool stale;                   /* what is to be shown has changed since it was listed: app_settle() */
	size_t total;                 /* with words: how many there are */
	struct assessment_list saved; /* a window on them */
	size_t offset;                /* where the window begins */
	size_t focus;                 /* row: actions first, then saved ones */
};

enum setup_field {
	FIELD_TITLE,
	FIELD_MUNICIPALITY,
	FIELD_CODE,
	FIELD_DATE,
	FIELD_YEAR,
	FIELD_STAGE,
	FIELD_MODE, /* one answer, or a workshop */
	FIELD_DEPARTMENT,
	FIELD_ROLE,
	FIELD_ALIAS,
	FIELD_ANONYMOUS, /* of a workshop, as the next */
	FIELD_MINUTES,
	FIELD_SCOPE,
	FIELD_QUESTIONNAIRES, /* the first of them; then one field each, then the button */
};
enum setup_text {
	TEXT_TITLE,
	TEXT_MUNICIPALITY,
	TEXT_CODE,
	TEXT_DATE,
	TEXT_YEAR,
	TEXT_ALIAS,
	TEXT_MINUTES,
	SETUP_TEXTS
};

enum { PLACES_LOOKED_AT = 100 }; /* to say how many more there are than are shown */

struct setup {
	bool workshop, anonymous;
	bool editing; /* an existing one: questionnaires can be added, not taken away */
	struct editor texts[SETUP_TEXTS];
	size_t stage, department, role; /* 0: not given; else index + 1 */
	bool follows_stage;             /* nobody has chosen what to ask: it follows the stage */
	bool *picked, *fixed;           /* one per choice */
	size_t focus;
	bool searching; /* the person typed in the field in focus: places that may be meant are shown */
	struct place found[PLACES_LOOKED_AT]; /* these, and how many */
	size_t found_count;
	size_t candidate;    /* which of them has the focus, from 1; 0: the field itself */
	char picked_code[7]; /* the code that came with the name; "": none did */
};

struct ask { /* a question to the person, with its answers as rows */
	char *text;
	struct {
		struct tr label;
		struct effect effect;
	} choice[4];
	size_t count, focus;
	bool rescue; /* it is about a damaged database */
};

struct export_form {
	int table; /* as in struct export_request */
	int encoding;
	struct editor path;
	bool touched; /* the person changed the path */
	size_t focus; /* table, encoding, path, button */
};

struct notice {
	enum style style;
	char *text; /* owned */
};

#define STACK_MAX 12

struct app {
	enum lang lang;
	const struct port *port;
	int rows, cols;
	enum screen_id stack[STACK_MAX];
	size_t depth;

	const struct choice *choices; /* questionnaires, borrowed from the port */
	size_t choice_count;
	const struct framework *framework;

	struct session session;
	size_t item;        /* the question one is at */
	size_t focus;       /* its row; SIZE_MAX: untouched */
	struct score score; /* as of the last app_score */
	struct steps steps;
	struct hints hints;

	struct home home;
	struct setup setup;
	struct ask ask;
	struct export_form export;
	struct editor note, evidence, reason;
	size_t field; /* of the note screen: 0 note, 1 evidence */
	size_t overview_focus, results_focus, why_focus, scroll;
	struct workshop_state workshop_ui;
	struct group_state group_ui;
	struct notice notice;
	bool saved_late; /* the commit before took over 100 ms: say "saving" first */
	bool quit;
};

void app_init(struct app *app, const struct port *port, enum lang lang, int rows, int cols);
void app_release(struct app *app);

/* Begin at home, or (given an open session, which is taken over) at its question. */
void app_start(struct app *app);
/* Begin with a database that is damaged or lost: ask what to do about it. */
void app_start_rescue(struct app *app);
/* Make the copy of the day, if it is time. */
void app_backup(struct app *app);
void app_start_session(struct app *app, struct session *session);

/* One event: change the model, and do what it asks for through the port. */
void app_event(struct app *app, const struct event *event);
void app_perform(struct app *app, struct effect effect);
/* Is something unsaved? Commit it all in one transaction and say so. False when it failed: it stays unsaved.
 */
bool app_unsaved(const struct app *app);
bool app_commit(struct app *app);
/* Somebody is leaving: what stands in a note that is open goes into its answer, unsaved yet. */
void app_finish_note(struct app *app);
/* Look whether another program changed the file; shows what it changed. */
void app_refresh(struct app *app);
/* Before the screen is drawn, when all input that waits is in: look for what was typed meanwhile. */
void app_settle(struct app *app);

void app_draw(const struct app *app, struct canvas *canvas);

/* ---- for the screens ---- */
enum screen_id app_screen(const struct app *app);
void app_push(struct app *app, enum screen_id id);
void app_replace(struct app *app, enum screen_id id);
void app_pop(struct app *app);
void app_notice(struct app *app, enum style style, char *owned);
/* Tell a failure: its sentence or, where the database is damaged, what can be done about it. */
void app_failed(struct app *app, const struct err *err);
void app_goto(struct app *app, size_t item); /* to that question, focus on what is chosen */
/* What is scored: the session's answers, or what the group of a workshop answers. */
const struct answers *app_answers(const struct app *app);
/* The screen of a question: where it is answered or, of a workshop, talked about. */
struct effect app_open_item(struct app *app, size_t item);
void app_score(struct app *app);                 /* compute score, steps and hints anew */
void app_ask(struct app *app, char *owned_text); /* begin a question; app_ask_choice adds answers */
void app_ask_choice(struct app *app, struct tr label, struct effect effect);
void app_body(const struct app *app, int *left, int *cols, int *top, int *height);
enum command app_command(const struct app *app, const struct event *event);
bool binding_enabled(const struct app *app, const struct binding *binding);

/* The focus among `count` rows after a moving command; unchanged for others. *moved tells. */
size_t focus_move(size_t focus, size_t count, size_t page, enum command command, bool *moved);

static inline struct effect effect_of(enum effect_kind kind, size_t arg)
{
	return (struct effect){kind, arg};
}
#define EFFECT(kind) effect_of(EFFECT_##kind, 0)

/* Bindings that several screens share, as rows. */
#define BIND_MOVE                                                                                        \
	{CMD_UP,                                                                                         \
	 {K_UP, 'k', K_WHEEL_UP},                                                                        \
	 "k",                                                                                            \
	 {NULL, NULL},                                                                                   \
	 {"上へ移ります（上矢印でも）", "Move up (also the up arrow)"},                                  \
	 NULL},                                                                                          \
		{CMD_DOWN,                                                                               \
		 {K_DOWN, 'j', K_WHEEL_DOWN},                                                            \
		 "j",                                                                                    \
		 {NULL, NULL},                                                                           \
		 {"下へ移ります（下矢印でも）", "Move down (also the down arrow)"},                      \
		 NULL},                                                                                  \
		{CMD_PAGE_UP,                                                                            \
		 {K_PAGE_UP},                                                                            \
		 "PageUp",                                                                               \
		 {NULL, NULL},                                                                           \
		 {"1画面分、上へ移ります", "Move up a screen"},                                          \
		 NULL},                                                                                  \
		{CMD_PAGE_DOWN,                                                                          \
		 {K_PAGE_DOWN},                                                                          \
		 "PageDown",                                                                             \
		 {NULL, NULL},                                                                           \
		 {"1画面分、下へ移ります", "Move down a screen"},                                        \
		 NULL},                                                                                  \
		{CMD_FIRST, {K_HOME}, "Home", {NULL, NULL}, {"先頭へ移ります", "Move to the first row"}, \
		 NULL},                                                                                  \
	{                                                                                                \
		CMD_LAST, {K_END}, "End", {NULL, NULL}, {"末尾へ移ります", "Move to the last row"}, NULL \
	}
#define BIND_BACK                                                                   \
	{                                                                           \
		CMD_BACK, {K_ESCAPE, K_LEFT, 'p'}, "p", {"戻る", "back"},           \
			{"前の画面へ戻ります（Esc、左矢印でも）",                   \
			 "Back to the screen before (also Esc or the left arrow)"}, \
			NULL                                                        \
	}
#define BIND_GLOBAL                                                                                  \
	{CMD_HELP,                                                                                   \
	 {'?', K_F1},                                                                                \
	 "?",                                                                                        \
	 {"ヘルプ", "help"},                                                                         \
	 {"この画面の説明とキーの一覧を開きます（F1でも）",                                          \
	  "Open help on this screen, with its keys (also F1)"},                                      \
	 NULL},                                                                                      \
	{                                                                                            \
		CMD_LANG, {'L', K_F2}, "L", {"English", "日本語"},                                   \
			{"表示を英語に切り替えます（F2でも）", "Switch to Japanese (also F2)"}, NULL \
	}
#define BIND_END                                                      \
	{                                                             \
		CMD_NONE, {0}, NULL, {NULL, NULL}, {NULL, NULL}, NULL \
	}

#endif

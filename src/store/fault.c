/* SPDX-License-Identifier: MIT */
/* What SQLite and the system report, as one sentence that begins with the path. */
#include "store/db.h"

#include "base/file_reason.h"

#include <errno.h>

struct fault {
	int code;
	struct tr text; /* follows the path */
};

/* clang-format off */

/* Extended codes; the first that matches in full, else the first that matches in its low byte, wins. */
static const struct fault faults[] = {
	{SQLITE_READONLY_DBMOVED,
	 {"は使用中に移動または削除されたため、保存できませんでした。",
	  "was moved or deleted while in use; nothing was saved."}},
	{SQLITE_READONLY_ROLLBACK,
	 {"は前回の書き込みが途中で終わっているため、書き込みのできる場所で一度開いてください。",
	  "holds a write that was interrupted; open it once where it can be written."}},
	{SQLITE_BUSY,
	 {"はほかのプログラムが使用中のため、しばらく待ってからもう一度お試しください。",
	  "is in use by another program; please try again in a moment."}},
	{SQLITE_LOCKED,
	 {"はほかのプログラムが使用中のため、しばらく待ってからもう一度お試しください。",
	  "is in use by another program; please try again in a moment."}},
	{SQLITE_READONLY,
	 {"は読み取り専用のため、保存できません。",
	  "is read-only, so nothing can be saved in it."}},
	{SQLITE_FULL,
	 {"のあるディスクに空きがないため、保存できません。",
	  "cannot be saved: its disk is full."}},
	{SQLITE_CORRUPT,
	 {"は壊れているため、正しく読み取れません（ファイルはそのまま残してあります）。",
	  "is damaged and cannot be read as it should; the file was left as it is."}},
	{SQLITE_NOTADB,
	 {"は自己点検のデータベースではないため、開かずそのまま残しました。",
	  "is not a database of tenken; the file was left as it is."}},
	{SQLITE_CANTOPEN,
	 {"を開けないため、ファイルとフォルダの権限を確かめてください。",
	  "cannot be opened; please check the permissions of the file and its folder."}},
	{SQLITE_PERM,
	 {"を開けないため、ファイルとフォルダの権限を確かめてください。",
	  "cannot be opened; please check the permissions of the file and its folder."}},
	{SQLITE_NOMEM,
	 {"の処理に必要なメモリが足りません。",
	  "could not be worked on: there is not enough memory."}},
	{SQLITE_TOOBIG,
	 {"に保存するには文が長すぎます。",
	  "cannot hold a text as long as that."}},
	{SQLITE_CONSTRAINT,
	 {"に保存できない内容のため、保存しませんでした。",
	  "does not accept such data; nothing was saved."}},
};

/* clang-format on */

static const struct fault *fault_of(int code)
{
	size_t count = sizeof faults / sizeof *faults;
	for (size_t i = 0; i < count; i++)
		if (faults[i].code == code)
			return &faults[i];
	for (size_t i = 0; i < count; i++)
		if (faults[i].code == (code & 0xFF))
			return &faults[i];
	return NULL;
}

static bool is_full(int error)
{
	return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

bool fault_sqlite(const char *path, int code, int error, struct err *err)
{
	if ((code & 0xFF) == SQLITE_IOERR && is_full(error))
		code = SQLITE_FULL;
	const struct fault *fault = fault_of(code);
	bool damaged = (code & 0xFF) == SQLITE_CORRUPT || (code & 0xFF) == SQLITE_NOTADB;
	if (fault)
		return fail_as(err, damaged ? ERR_DAMAGED : ERR_FAILED, "%s %s", path,
			       tr_in(fault->text, err->lang));
	if ((code & 0xFF) == SQLITE_IOERR && error)
		return fail(err,
			    TR(err->lang, "%s の読み書きに失敗しました（%s）。",
			       "%s could not be read or written (%s)."),
			    path, file_reason(error, err->lang));
	return fail(err,
		    TR(err->lang, "%s の読み書きに失敗しました（SQLite %d）。",
		       "%s could not be read or written (SQLite %d)."),
		    path, code);
}

bool fault_errno(const char *path, int error, struct err *err)
{
	if (error == ENOENT || error == ENOTDIR)
		return fail(err, TR(err->lang, "%s が見つかりません。", "%s was not found."), path);
	if (error == EROFS)
		return fault_sqlite(path, SQLITE_READONLY, 0, err);
	if (is_full(error))
		return fault_sqlite(path, SQLITE_FULL, 0, err);
	return fail(err, TR(err->lang, "%s を開けません（%s）。", "Cannot open %s (%s)."), path,
		    file_reason(error, err->lang));
}

/* What leaves the file and the connection as they were; after anything else the connection is in doubt. */
static bool is_harmless(int code)
{
	int primary = code & 0xFF;
	return primary == SQLITE_BUSY || primary == SQLITE_LOCKED || primary == SQLITE_READONLY ||
	       primary == SQLITE_CONSTRAINT || primary == SQLITE_TOOBIG;
}

/* SQLite keeps the errno of most failures, but not that of a COMMIT; the system's own is then still there. */
int fault_reason(sqlite3 *sqlite)
{
	int now = errno, kept = sqlite ? sqlite3_system_errno(sqlite) : 0;
	return is_full(now) || !kept ? now : kept;
}

bool db_fail(struct store *store, int code, struct err *err)
{
	int error = fault_reason(store->sqlite);
	if (!is_harmless(code))
		store->broken = true;
	/* A statement that no longer fits the tables: somebody has changed them by hand. */
	if ((code & 0xFF) == SQLITE_ERROR)
		code = SQLITE_CORRUPT;
	return fault_sqlite(store->path, code, error, err);
}

bool fault_gone(const struct store *store, struct err *err)
{
	return fail(err,
		    TR(err->lang, "%s にこの自己点検はありません（完全に削除された可能性があります）。",
		       "%s does not hold this assessment; it may have been deleted for good."),
		    store->path);
}

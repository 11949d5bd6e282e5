/* SPDX-License-Identifier: MIT */
#include "base/file_reason.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

/* clang-format off */
static const struct {
	int error;
	struct tr text;
} reasons[] = {
	{EACCES,       {"アクセスする権限がありません",           "permission denied"}},
	{EPERM,        {"この操作は許可されていません",           "not permitted"}},
	{ENOENT,       {"フォルダが見つかりません",               "the folder was not found"}},
	{ENOTDIR,      {"途中の名前がフォルダではありません",     "part of the path is not a folder"}},
	{EISDIR,       {"フォルダです",                           "it is a folder"}},
	{EEXIST,       {"同じ名前のものがあります",               "the name is taken"}},
	{ENOSPC,       {"ディスクの空きがありません",             "the disk is full"}},
	{EDQUOT,       {"ディスクの割り当てを使い切りました",     "the disk quota is used up"}},
	{EFBIG,        {"ファイルの大きさの上限を超えました",     "the file would be larger than allowed"}},
	{EROFS,        {"書き込みのできないディスクです",         "the disk is read-only"}},
	{EIO,          {"ディスクの読み書きに失敗しました",       "the disk failed to read or write"}},
	{ENODEV,       {"装置が外されました",                     "the device is gone"}},
	{ENXIO,        {"装置が使えません",                       "the device cannot be used"}},
	{EBUSY,        {"ほかで使用中です",                       "it is in use"}},
	{EMFILE,       {"開いているファイルが多すぎます",         "too many open files"}},
	{ENFILE,       {"開いているファイルが多すぎます",         "too many open files"}},
	{ENAMETOOLONG, {"名前が長すぎます",                       "the name is too long"}},
	{ELOOP,        {"リンクが循環しています",                 "the links go in a circle"}},
};
/* clang-format on */

const char *file_reason(int error, enum lang lang)
{
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].error == error)
			return tr_in(reasons[i].text, lang);
	return strerror(error);
}

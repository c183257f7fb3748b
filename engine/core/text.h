/* SPDX-License-Identifier: GPL-3.0-or-later
 * Translated text: _("...") marks and looks up a message in the `renfort` catalogue (glibc
 * gettext). The program binds the catalogue once; a library user who does not gets English. */
#ifndef RF_CORE_TEXT_H
#define RF_CORE_TEXT_H

#include <libintl.h>

#define _(message) dgettext("renfort", message)
#define N_(message) message /* marked here, looked up later with _() */

#endif

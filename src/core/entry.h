/* What the host calls. Every function marked so, here and in io, is the module's
 * boundary; host.h is its other half. */
#ifndef AW_ENTRY_H
#define AW_ENTRY_H

#define AW_ENTRY(name) __attribute__((export_name(#name)))

/* Changes whenever an import or export of the runtime does. */
enum { AW_BOUNDARY_VERSION = 1 };

#endif

/* Errors that nobody asked about. */
#ifndef AW_REPORT_H
#define AW_REPORT_H

#include "future.h"

/* Tells of how FUTURE, which has failed, did so. WHAT says what it is. */
void aw_report(const char *what, asyncio_future *future);

#endif

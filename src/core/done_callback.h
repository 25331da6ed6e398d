/* Functions that are called when a future is done. */
#ifndef AW_DONE_CALLBACK_H
#define AW_DONE_CALLBACK_H

#include "future.h"

/* Whether WAITER is one. It gets a reference to its future when that is done; before, it
 * would keep alive what nobody else can complete. */
bool aw_is_done_callback(const struct callback *waiter);

/* Those of a future that goes without ever having been done. */
void aw_done_callbacks_forget(asyncio_future *future);

#endif

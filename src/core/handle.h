/* Callbacks that the program schedules. */
#ifndef AW_HANDLE_H
#define AW_HANDLE_H

/* Drops every callback that has not run. */
void aw_handles_close(void);

#endif

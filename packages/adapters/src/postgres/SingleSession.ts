import { Context } from "effect"

/** Whether the database has one session for everybody, as an embedded one does: nobody may keep it to themselves. */
export const SingleSession = Context.Reference<boolean>("@mma-savant/adapters/postgres/SingleSession", {
  defaultValue: () => false
})

import { Context } from "effect"

/** Whether anybody may sign up with a name and a password. */
export const SignUpOpen = Context.Reference<boolean>("@mma-savant/http/auth/SignUpOpen", { defaultValue: () => false })

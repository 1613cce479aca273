import { Schema } from "effect"
import type { UserId } from "../Identity.ts"
import type { User } from "../user/User.ts"

/** Who may use something: every route states one. */
export const Access = Schema.Literals(["anyone", "user", "self-or-admin", "admin"])
export type Access = typeof Access.Type

/** How a signed-in user fares: `hidden` is told like something that does not exist. */
export type Verdict = "granted" | "forbidden" | "hidden"

/** What the policy says of a signed-in user; `subject` is whose thing it is, null where it is nobody's. */
export const judge = (access: Access, user: Pick<User, "id" | "isAdmin">, subject: UserId | null): Verdict => {
  switch (access) {
    case "anyone":
    case "user":
      return "granted"
    case "admin":
      return user.isAdmin ? "granted" : "forbidden"
    case "self-or-admin":
      return user.isAdmin || user.id === subject ? "granted" : "hidden"
  }
}

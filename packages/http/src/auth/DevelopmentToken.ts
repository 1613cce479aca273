import { TokenIssuer } from "@mma-savant/core/auth/TokenIssuer"
import { Duration, Effect } from "effect"

const lifetime = Duration.hours(24)

/** A token for whoever sits at this machine, good for 24 hours. */
export const developmentToken = Effect.flatMap(TokenIssuer, ({ issue }) =>
  issue({ provider: "development", sub: "developer", email: null, name: "Developer" }, lifetime)
)

import { Effect, Option } from "effect"
import type { Adapters } from "../Adapters.ts"
import { tokenSecret } from "../auth/TokenSecret.ts"
import { settings } from "../Config.ts"
import { Halted } from "../Halted.ts"
import * as RunningServer from "../system/RunningServer.ts"
import { askHere } from "./AskHere.ts"
import { askServer } from "./AskServer.ts"
import { printAnswer } from "./PrintAnswer.ts"

/**
 * Answers one question on the terminal: through the server that runs on the data directory, else in this process with
 * the same use cases. Fails when there is no answer.
 */
export const ask = Effect.fn("ask")(function* (adapters: Adapters, question: string) {
  if (question === "") {
    return yield* new Halted({
      message: 'Usage: npm run ask -- "How many fights has Islam Makhachev won?"',
      exitCode: 2
    })
  }
  const chosen = yield* settings
  const running = yield* RunningServer.find(chosen.dataDirectory)
  if (Option.isNone(running)) return yield* printAnswer(askHere(adapters, chosen, question))
  const { secret } = yield* tokenSecret(chosen)
  yield* Effect.provide(printAnswer(askServer(running.value, question)), adapters.tokens(secret, chosen.auth))
})

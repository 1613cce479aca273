import { Effect, Layer } from "effect"
import { MatchService } from "../match/MatchService.ts"
import { eventAnswers } from "./EventAnswers.ts"
import { fighterAnswers } from "./FighterAnswers.ts"
import { SavantTools } from "./SavantTools.ts"
import { ToolAnswer } from "./ToolAnswer.ts"

/**
 * Answers the tools of {@link SavantTools} from the ports. No tool takes more than five queries, whatever it is asked,
 * beside the lists of all names and events, which are read at most every half minute.
 */
export const layer = SavantTools.toLayer(
  Effect.gen(function* () {
    return SavantTools.of({ ...(yield* fighterAnswers), ...(yield* eventAnswers) })
  })
).pipe(Layer.provide([ToolAnswer.layer, MatchService.layer]))

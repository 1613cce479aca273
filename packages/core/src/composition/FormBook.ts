import { Context, Effect, Layer } from "effect"
import { today } from "../IsoDate.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { CurrentData } from "../stats/CurrentData.ts"
import { keptByVersion } from "../stats/KeptByVersion.ts"
import { StatsReader } from "../stats/StatsReader.ts"
import { RecentForm } from "./RecentForm.ts"

/** How everybody did, read once for each version of the data. */
export class FormBook extends Context.Service<
  FormBook,
  {
    /** One query when the data has changed, none else, besides that of `CurrentData`. */
    readonly form: Effect.Effect<RecentForm, StoreUnavailable>
  }
>()("@mma-savant/core/composition/FormBook") {
  static readonly layer = Layer.effect(
    FormBook,
    Effect.gen(function* () {
      const reader = yield* StatsReader
      const results = Effect.flatMap(today, reader.results)
      return FormBook.of({ form: yield* keptByVersion(Effect.map(results, (found) => new RecentForm(found))) })
    })
  ).pipe(Layer.provide(CurrentData.layer))
}

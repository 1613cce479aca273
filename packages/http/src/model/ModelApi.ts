import { CatalogModel } from "@mma-savant/core/llm/ModelCatalog"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { route } from "../request/RoutePolicy.ts"

/** A model as `ASSISTANT_MODEL` writes it, and as a question names it: `provider/model`. */
const ModelText = Schema.String

export class ModelApi extends HttpApiGroup.make("models")
  .add(
    HttpApiEndpoint.get("list", "/", {
      success: Schema.Struct({
        /** The model that answers, unless a question chooses one of the fallbacks. */
        answering: ModelText,
        /** Those that answer in its place when it fails, in their order. A question may choose one to be asked first. */
        fallbacks: Schema.Array(ModelText),
        /** What is known of these, and of the other models of the same vendors. Prices are US dollars for a million tokens. */
        items: Schema.Array(Schema.Struct({ name: ModelText, ...CatalogModel.fields }))
      })
    }).annotateMerge(
      route({
        summary: "The language models that can be chosen here, what they can do and cost, and which of them answers",
        access: "anyone",
        rate: "read"
      })
    )
  )
  .prefix("/api/models") {}

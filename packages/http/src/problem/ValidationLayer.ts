import { Array as Arr, Effect, SchemaIssue } from "effect"
import { type HttpApiError, HttpApiMiddleware } from "effect/http-api"
import { type FieldFault, RequestInvalid } from "./Problem.ts"
import { Validation } from "./Validation.ts"

const issues = SchemaIssue.makeFormatterStandardSchemaV1()

/** Where a field is when the schema blames the whole: the name clients know the place by. */
const places: Partial<Record<HttpApiError.HttpApiSchemaError["kind"], string>> = { Payload: "body", Headers: "headers" }

/** The first fault of each field. */
const faults = (error: HttpApiError.HttpApiSchemaError): ReadonlyArray<FieldFault> =>
  Arr.dedupeWith(
    issues(error.cause.issue).issues.map(({ message, path = [] }) => {
      const field = path.map((step) => String(typeof step === "object" ? step.key : step)).join(".")
      return { field: field === "" ? (places[error.kind] ?? "request") : field, message }
    }),
    (a, b) => a.field === b.field
  )

export const layer = HttpApiMiddleware.layerSchemaErrorTransform(Validation, (error) => {
  const errors = faults(error)
  // An answer of ours that does not fit its declaration is our fault, not the client's.
  return error.kind === "Body" || error.kind === "ResponseHeaders" || !Arr.isReadonlyArrayNonEmpty(errors)
    ? Effect.die(error)
    : Effect.fail(new RequestInvalid({ errors }))
})

import { HttpApiMiddleware } from "effect/http-api"
import { tooMany } from "../limit/TooMany.ts"
import { internal } from "./Anywhere.ts"
import { invalid } from "./Problem.ts"

/**
 * Requests of another form than declared are answered 400, with the fields named. Any may be one too many, or meet a
 * defect of ours.
 */
export class Validation extends HttpApiMiddleware.Service<Validation>()("@mma-savant/http/problem/Validation", {
  error: [invalid, tooMany, internal]
}) {}

import { HttpApiMiddleware } from "effect/http-api"

/** Tells the log which store gave no answer, and why: the client learns no more than that it is so. */
export class Outage extends HttpApiMiddleware.Service<Outage>()("@mma-savant/http/problem/Outage") {}

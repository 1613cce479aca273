import { assert, it } from "@effect/vitest"
import { abstentionOf } from "../../src/llm/Abstention.ts"
import type { ToolFailure, ToolTable } from "../../src/llm/ToolTable.ts"
import { table } from "./Table.ts"

const rows = (...cells: ReadonlyArray<string>) =>
  table(
    ["reason"],
    cells.map((cell) => [cell])
  )

const failed = (code: ToolFailure["code"]): ToolFailure => ({ code, message: "" })

const call = (name: string, result: ToolTable | ToolFailure) => ({ name, result })

const cases: ReadonlyArray<readonly [string, ReturnType<typeof abstentionOf>, Parameters<typeof abstentionOf>[0]]> = [
  ["nothing was looked up", null, []],
  ["it was called for", "not_understood", [call("fights", rows("x")), call("abstain", rows("not_understood"))]],
  ["abstaining failed", null, [call("abstain", failed("BAD_CALL"))]],
  ["nobody is called so", "not_in_data", [call("resolve", rows())]],
  ["there is no such event", "not_in_data", [call("event", failed("NOT_FOUND"))]],
  ["it is not loaded yet", "not_ingested", [call("resolve", rows()), call("rankings", failed("NOT_INGESTED"))]],
  ["nobody ever did is an answer", null, [call("resolve", rows("Ada")), call("fights", rows())]],
  ["one of several is known", null, [call("event", failed("NOT_FOUND")), call("event", rows("UFC 1"))]],
  ["the data could not be reached", null, [call("event", failed("DATA_UNAVAILABLE"))]]
]

it.each(cases)("%s", (_, abstention, calls) => assert.strictEqual(abstentionOf(calls), abstention))

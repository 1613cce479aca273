import { Tool } from "effect/ai"

/** The parameters that a model wrote, none for nothing; what is no JSON stays the text it is, for the tool to refuse. */
export const paramsOf = (json: string): unknown => {
  if (json.trim() === "") return {}
  try {
    return Tool.unsafeSecureJsonParse(json) ?? {}
  } catch {
    return json
  }
}

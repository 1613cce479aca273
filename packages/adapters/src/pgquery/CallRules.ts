import { numberFunctions } from "./Allowed.ts"
import type { Value } from "./Scope.ts"
import { constant, refuse } from "./Tree.ts"

const widest = 100

const textOf = (node: unknown): string | null => {
  const value = constant(node)
  return value !== null && "text" in value ? value.text : null
}

/** Rules of single functions: none may make much of little. */
export const checkCall = (name: string, nodes: ReadonlyArray<unknown>, args: ReadonlyArray<Value>): void => {
  if (numberFunctions.has(name) && args.some(({ isText }) => isText)) {
    refuse(`${name}() takes numbers: cast texts to int or float8.`)
  }
  // With a text in the second place it is a pattern for the machine of regular expressions.
  if ((name === "substring" || name === "substr") && args.slice(1).some(({ isText }) => isText)) {
    refuse("substring() takes positions, not patterns.")
  }
  if (name === "lpad" || name === "rpad") {
    const width = constant(nodes[1])
    if (width === null || !("integer" in width) || width.integer > widest) {
      refuse(`${name}() takes a number of at most ${widest} as its width.`)
    }
  }
  if (name === "replace") {
    const [sought, other] = [textOf(nodes[1]), textOf(nodes[2])]
    if (sought === null || other === null || other.length > sought.length) {
      refuse("replace() takes two texts written out, of which the second is not the longer.")
    }
  }
}

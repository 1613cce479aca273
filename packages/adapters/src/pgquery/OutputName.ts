import { isBody, list, names, opened, text } from "./Tree.ts"

const plain: Readonly<Record<string, string>> = {
  CoalesceExpr: "coalesce",
  A_ArrayExpr: "array",
  RowExpr: "row"
}

const moments: Readonly<Record<string, string>> = {
  SVFOP_CURRENT_DATE: "current_date",
  SVFOP_CURRENT_TIMESTAMP: "current_timestamp",
  SVFOP_LOCALTIMESTAMP: "localtimestamp"
}

/** How a column without a name comes to be called, and whether a cast around it would name it instead. */
const named = (node: unknown): { readonly name: string; readonly isWeak: boolean } | null => {
  const [kind, at] = opened(node)
  if (!isBody(at)) return null
  switch (kind) {
    case "ColumnRef":
    case "FuncCall": {
      const name = names(list(at, kind === "ColumnRef" ? "fields" : "funcname")).at(-1)
      return name == null ? null : { name, isWeak: false }
    }
    case "TypeCast": {
      const inner = named(at["arg"])
      if (inner !== null && !inner.isWeak) return inner
      const type = isBody(at["typeName"]) ? names(list(at["typeName"], "names")).at(-1) : null
      return type == null ? inner : { name: type, isWeak: true }
    }
    case "A_Indirection":
      return named(at["arg"])
    case "A_Expr":
      return text(at, "kind") === "AEXPR_NULLIF" ? { name: "nullif", isWeak: false } : null
    case "MinMaxExpr":
      return { name: text(at, "op") === "IS_LEAST" ? "least" : "greatest", isWeak: false }
    case "CaseExpr": {
      const inner = named(at["defresult"])
      return inner !== null && !inner.isWeak ? inner : { name: "case", isWeak: true }
    }
    case "SQLValueFunction":
      return { name: moments[text(at, "op")] ?? "now", isWeak: false }
    case "SubLink": {
      const link = text(at, "subLinkType")
      if (link === "EXISTS_SUBLINK") return { name: "exists", isWeak: false }
      if (link === "ARRAY_SUBLINK") return { name: "array", isWeak: false }
      const [, select] = opened(at["subselect"])
      const [, target] = opened(isBody(select) ? list(select, "targetList")[0] : null)
      if (link !== "EXPR_SUBLINK" || !isBody(target)) return null
      return typeof target["name"] === "string" ? { name: target["name"], isWeak: false } : named(target["val"])
    }
    default: {
      const name = plain[kind]
      return name === undefined ? null : { name, isWeak: false }
    }
  }
}

/** What Postgres calls a column of SELECT that is not given a name. */
export const outputName = (node: unknown): string => named(node)?.name ?? "?column?"

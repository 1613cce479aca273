import * as Allowed from "./Allowed.ts"
import { checkCall } from "./CallRules.ts"
import { type Column, columnNamed, type Scope, type Value } from "./Scope.ts"
import { type Body, body, constant, has, list, names, opened, refuse, text } from "./Tree.ts"

/** The most that all expressions of a query may weigh together. */
const mostWeight = 5000

/** What the columns of a rows-giving node are. */
export type ReadSelect = (node: unknown, outer: Scope) => ReadonlyArray<Column>

const fields = (words: string) => new Set([...words.split(" "), "location"])
const allowed: Readonly<Record<string, ReadonlySet<string>>> = {
  ColumnRef: fields("fields"),
  A_Const: fields("ival fval sval boolval isnull"),
  A_Expr: fields("kind name lexpr rexpr rexpr_list_start rexpr_list_end"),
  BoolExpr: fields("boolop args"),
  NullTest: fields("arg nulltesttype argisrow"),
  BooleanTest: fields("arg booltesttype"),
  FuncCall: fields("funcname args agg_order agg_filter over agg_within_group agg_star agg_distinct funcformat"),
  CaseExpr: fields("arg args defresult"),
  CaseWhen: fields("expr result"),
  CoalesceExpr: fields("args"),
  MinMaxExpr: fields("op args"),
  TypeCast: fields("arg typeName"),
  SubLink: fields("subLinkType testexpr operName subselect"),
  A_ArrayExpr: fields("elements list_start list_end"),
  A_Indirection: fields("arg indirection"),
  A_Indices: fields("is_slice lidx uidx"),
  SQLValueFunction: fields("op typmod"),
  RowExpr: fields("args row_format"),
  List: fields("items"),
  SortBy: fields("node sortby_dir sortby_nulls")
}
const typeFields = fields("names typmods typemod arrayBounds")
const windowFields = fields("name refname partitionClause orderClause frameOptions startOffset endOffset")

/** Words for kinds of expressions that a model may know by them. */
const calledBy: Readonly<Record<string, string>> = {
  ParamRef: "A parameter such as $1",
  CollateClause: "COLLATE",
  GroupingFunc: "GROUPING()",
  GroupingSet: "GROUPING SETS, ROLLUP or CUBE",
  XmlExpr: "XML",
  NamedArgExpr: "A named argument"
}

/** The rules of expressions, over the rule of queries within them. */
export class ExpressionRules {
  private readonly select: ReadSelect
  private weight = 0

  constructor(select: ReadSelect) {
    this.select = select
  }

  /** Counts what has been read towards what a query may weigh. */
  weigh(weight: number) {
    this.weight += weight
    if (this.weight > mostWeight) refuse("The query is too large, with everything that it refers to. Ask for less.")
  }

  all(nodes: ReadonlyArray<unknown>, scope: Scope): Value {
    const values = nodes.map((node) => this.read(node, scope))
    return {
      weight: values.reduce((sum, { weight }) => sum + weight, 1),
      isText: values.some(({ isText }) => isText)
    }
  }

  read(node: unknown, scope: Scope): Value {
    const [kind, value] = opened(node)
    const expected = allowed[kind]
    if (expected === undefined) return refuse(`${calledBy[kind] ?? `What the parser calls ${kind}`} is not allowed.`)
    const read = this.readKind(kind, body(value, kind, expected), scope)
    if (kind === "ColumnRef" || kind === "A_Const") this.weigh(read.weight)
    return read
  }

  window(fields: unknown, scope: Scope): number {
    const window = body(fields, "A window", windowFields)
    const offsets = [window["startOffset"], window["endOffset"]].filter((offset) => offset !== undefined)
    const parts = [...list(window, "partitionClause"), ...list(window, "orderClause"), ...offsets]
    return this.all(parts, scope).weight
  }

  private readKind(kind: string, at: Body, scope: Scope): Value {
    switch (kind) {
      case "ColumnRef":
        return this.column(list(at, "fields"), scope)
      case "A_Const":
        return this.literal(at)
      case "A_Expr":
        return this.operation(at, scope)
      case "FuncCall":
        return this.call(at, scope)
      case "TypeCast":
        return this.cast(at, scope)
      case "SubLink":
        return this.subquery(at, scope)
      case "CaseExpr":
        return this.choice(at, scope)
      case "SQLValueFunction":
        return Allowed.moments.has(text(at, "op"))
          ? { weight: 1, isText: false }
          : refuse("Only CURRENT_DATE and CURRENT_TIMESTAMP are told; nothing of users, schemas or the server.")
      case "CoalesceExpr":
      case "MinMaxExpr":
      case "RowExpr":
        return this.all(list(at, "args"), scope)
      case "BoolExpr":
        return { ...this.all(list(at, "args"), scope), isText: false }
      case "NullTest":
      case "BooleanTest":
        return { ...this.read(at["arg"], scope), isText: false }
      case "SortBy":
        return this.read(at["node"], scope)
      case "List":
        return this.all(list(at, "items"), scope)
      case "A_ArrayExpr":
        return this.all(list(at, "elements"), scope)
      case "A_Indices":
        return this.all(
          [at["lidx"], at["uidx"]].filter((bound) => bound !== undefined),
          scope
        )
      case "A_Indirection": {
        const steps = list(at, "indirection")
        if (steps.some((step) => opened(step)[0] !== "A_Indices")) {
          return refuse("Fields of rows are not allowed: name the column.")
        }
        return this.all([at["arg"], ...steps], scope)
      }
      default:
        return refuse(`${kind} is not allowed here.`)
    }
  }

  private column(parts: ReadonlyArray<unknown>, scope: Scope): Value {
    const path = names(parts).map((name) => name ?? refuse("* is only allowed as a column of SELECT and in count(*)."))
    return columnNamed(scope, path)
  }

  private literal(at: Body): Value {
    if (has(at, "sval")) {
      const literal = constant({ A_Const: at })
      return { weight: 1 + (literal !== null && "text" in literal ? literal.text.length / 20 : 0), isText: true }
    }
    if (
      has(at, "fval") &&
      !/^[\d.]{1,30}(e[+-]?\d{1,2})?$/i.test(text(body(at["fval"], "A number", fields("fval")), "fval"))
    ) {
      return refuse("A number has at most 30 digits.")
    }
    return { weight: 1, isText: false }
  }

  private operation(at: Body, scope: Scope): Value {
    const kind = text(at, "kind")
    const [operator, ...more] = names(list(at, "name"))
    const isBetween = kind.includes("BETWEEN")
    if (
      !Allowed.expressionKinds.has(kind) ||
      more.length > 0 ||
      !(isBetween || Allowed.operators.has(operator ?? ""))
    ) {
      return refuse(`The operator ${names(list(at, "name")).join(".")} is not allowed. For patterns use LIKE or ILIKE.`)
    }
    const value = this.all(
      [at["lexpr"], at["rexpr"]].filter((side) => side !== undefined),
      scope
    )
    if (kind === "AEXPR_NULLIF") return value
    if (kind !== "AEXPR_OP") return { ...value, isText: false }
    if (Allowed.arithmetic.has(operator ?? "") && value.isText) {
      return refuse(`${operator} does not take texts: cast them to int, float8, date or interval.`)
    }
    return { ...value, isText: operator === "||" }
  }

  private call(at: Body, scope: Scope): Value {
    const path = names(list(at, "funcname"))
    const name = path.at(-1) ?? ""
    if (path.length > 2 || (path.length === 2 && path[0] !== "pg_catalog") || !Allowed.functions.has(name)) {
      return refuse(`The function ${path.join(".")}() is not allowed.`)
    }
    const nodes = list(at, "args")
    const args = nodes.map((node) => this.read(node, scope))
    checkCall(name, nodes, args)
    const around = this.all(
      [...list(at, "agg_order"), ...[at["agg_filter"]].filter((node) => node !== undefined)],
      scope
    )
    const window = has(at, "over") ? this.window(at["over"], scope) : 0
    const own = args.reduce((sum, { weight }) => sum + weight, 1) * (Allowed.gathering.has(name) ? 50 : 1)
    if (Allowed.gathering.has(name)) this.weigh(own)
    return {
      weight: own + around.weight + window,
      isText:
        Allowed.textFunctions.has(name) ||
        (Allowed.passingFunctions.has(name) && args.some(({ isText }) => isText)) ||
        ((name === "mode" || name === "percentile_disc") && around.isText)
    }
  }

  private cast(at: Body, scope: Scope): Value {
    const type = body(at["typeName"], "A type", typeFields)
    const path = names(list(type, "names"))
    const name = path.at(-1) ?? ""
    const isArray = has(type, "arrayBounds")
    if (
      path.length > 2 ||
      (path.length === 2 && path[0] !== "pg_catalog") ||
      !(isArray ? Allowed.arrayTypes : Allowed.types).has(name)
    ) {
      return refuse(`A cast to ${path.join(".")}${isArray ? "[]" : ""} is not allowed.`)
    }
    this.all(list(type, "typmods"), scope)
    const value = this.read(at["arg"], scope)
    // A text may write a number of a hundred thousand digits in ten letters.
    if (name === "numeric" && value.isText) return refuse("Texts are not cast to numeric: cast to int or float8.")
    return { weight: value.weight + 1, isText: Allowed.textTypes.has(name) }
  }

  private subquery(at: Body, scope: Scope): Value {
    const [operator = "=", ...more] = names(list(at, "operName"))
    if (more.length > 0 || !Allowed.operators.has(operator ?? "")) return refuse("This operator is not allowed here.")
    const test = has(at, "testexpr") ? this.read(at["testexpr"], scope).weight : 0
    const columns = this.select(at["subselect"], scope)
    const kind = text(at, "subLinkType")
    return {
      weight: columns.reduce((sum, { weight }) => sum + weight, 1 + test),
      isText: /^(EXPR|ARRAY)_/.test(kind) && columns.some(({ isText }) => isText)
    }
  }

  private choice(at: Body, scope: Scope): Value {
    const branches = list(at, "args").map((node) => body(opened(node)[1], "CASE", allowed["CaseWhen"] ?? new Set()))
    const conditions = [at["arg"], ...branches.map((branch) => branch["expr"])].filter((node) => node !== undefined)
    const results = [...branches.map((branch) => branch["result"]), at["defresult"]].filter(
      (node) => node !== undefined
    )
    const value = this.all(results, scope)
    return { weight: value.weight + this.all(conditions, scope).weight, isText: value.isText }
  }
}

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Operators that compare and compute. None that matches patterns by machine, and no power: both can take for ever. */
export const operators = set("= <> != < > <= >= + - * / % || ~~ !~~ ~~* !~~*")

/** Those that take numbers, dates and spans of time. */
export const arithmetic = set("+ - * / %")

/** Kinds of `A_Expr`. */
export const expressionKinds = set(`
  AEXPR_OP AEXPR_OP_ANY AEXPR_OP_ALL AEXPR_DISTINCT AEXPR_NOT_DISTINCT AEXPR_NULLIF AEXPR_IN AEXPR_LIKE AEXPR_ILIKE
  AEXPR_BETWEEN AEXPR_NOT_BETWEEN AEXPR_BETWEEN_SYM AEXPR_NOT_BETWEEN_SYM`)

/** Functions that give a text. */
export const textFunctions = set(`
  lower upper initcap btrim ltrim rtrim replace substring substr left right split_part reverse translate concat concat_ws
  to_char string_agg array_to_string lpad rpad`)

/** Functions that take numbers alone. */
export const numberFunctions = set(`
  abs ceil ceiling floor round trunc sign mod div sqrt sum avg stddev stddev_pop stddev_samp variance var_pop var_samp
  corr covar_pop covar_samp regr_slope regr_intercept regr_r2 regr_count width_bucket`)

/** Functions that give what they are given. */
export const passingFunctions = set(`
  min max mode percentile_disc lag lead first_value last_value nth_value array_agg`)

const others = set(`
  count bool_and bool_or every percentile_cont
  row_number rank dense_rank percent_rank cume_dist ntile
  length char_length character_length strpos position starts_with like_escape
  date_part date_trunc extract age now make_date to_date timezone isfinite
  array_length cardinality array_position num_nulls num_nonnulls`)

/** Everything that may be called: it computes from what it is given, in time and space that grow with it. */
export const functions: ReadonlySet<string> = new Set([
  ...textFunctions,
  ...numberFunctions,
  ...passingFunctions,
  ...others
])

/** Functions whose value is as large as all the rows together. */
export const gathering = set("string_agg array_agg")

/** Types to cast to. */
export const types = set(
  "int2 int4 int8 float4 float8 numeric bool text varchar date time timestamp timestamptz interval"
)

/** Types to cast to as arrays. */
export const arrayTypes = set("int4 int8 text varchar date")

export const textTypes = set("text varchar")

/** Values of the moment; none that tells of the user or the database. */
export const moments = set("SVFOP_CURRENT_DATE SVFOP_CURRENT_TIMESTAMP SVFOP_LOCALTIMESTAMP")

/** The languages in which figures are named. */
export type LabelLanguage = "en" | "ko"

type Label = Readonly<Record<LabelLanguage, string>>

const label = (en: string, ko: string): Label => ({ en, ko })

/** What every figure about a fighter is called, by its id. */
export const metricLabels = {
  fights: label("Fights", "경기 수"),
  wins: label("Wins", "승"),
  losses: label("Losses", "패"),
  draws: label("Draws", "무승부"),
  "no-contests": label("No contests", "무효 경기"),
  "ko-tko-wins": label("KO/TKO wins", "KO/TKO 승"),
  "submission-wins": label("Submission wins", "서브미션 승"),
  "decision-wins": label("Decision wins", "판정승"),
  "ko-tko-losses": label("KO/TKO losses", "KO/TKO 패"),
  "submission-losses": label("Submission losses", "서브미션 패"),
  "decision-losses": label("Decision losses", "판정패"),
  "finish-wins": label("Finishes", "피니시 승"),
  "title-fights": label("Title fights", "타이틀전"),
  "title-wins": label("Title fight wins", "타이틀전 승"),
  "win-streak": label("Win streak", "연승"),
  "loss-streak": label("Losing streak", "연패"),
  "win-rate": label("Win rate", "승률"),
  "finish-rate": label("Finish rate", "피니시율"),
  "fight-time": label("Fight time", "총 경기 시간"),
  "average-fight-time": label("Average fight time", "평균 경기 시간"),
  knockdowns: label("Knockdowns", "녹다운"),
  "knockdowns-taken": label("Knockdowns taken", "당한 녹다운"),
  "sig-strikes": label("Significant strikes", "유효타"),
  "total-strikes": label("Total strikes", "총 타격"),
  takedowns: label("Takedowns", "테이크다운"),
  "submission-attempts": label("Submission attempts", "서브미션 시도"),
  reversals: label("Reversals", "리버설"),
  "control-time": label("Control time", "컨트롤 시간"),
  "sig-strike-accuracy": label("Significant strike accuracy", "유효타 정확도"),
  "sig-strike-defence": label("Significant strike defence", "유효타 방어율"),
  "total-strike-accuracy": label("Total strike accuracy", "총 타격 정확도"),
  "head-strikes": label("Strikes to the head", "머리 유효타"),
  "head-strike-accuracy": label("Accuracy of strikes to the head", "머리 유효타 정확도"),
  "body-strikes": label("Strikes to the body", "몸통 유효타"),
  "body-strike-accuracy": label("Accuracy of strikes to the body", "몸통 유효타 정확도"),
  "leg-strikes": label("Strikes to the legs", "다리 유효타"),
  "leg-strike-accuracy": label("Accuracy of strikes to the legs", "다리 유효타 정확도"),
  "distance-strikes": label("Strikes at distance", "원거리 유효타"),
  "distance-strike-accuracy": label("Accuracy of strikes at distance", "원거리 유효타 정확도"),
  "clinch-strikes": label("Strikes in the clinch", "클린치 유효타"),
  "clinch-strike-accuracy": label("Accuracy of strikes in the clinch", "클린치 유효타 정확도"),
  "ground-strikes": label("Strikes on the ground", "그라운드 유효타"),
  "ground-strike-accuracy": label("Accuracy of strikes on the ground", "그라운드 유효타 정확도"),
  "takedown-accuracy": label("Takedown accuracy", "테이크다운 성공률"),
  "takedown-defence": label("Takedown defence", "테이크다운 방어율"),
  "control-share": label("Control share", "컨트롤 비율"),
  "sig-strikes-per-minute": label("Significant strikes landed per minute", "분당 유효타"),
  "sig-strikes-taken-per-minute": label("Significant strikes absorbed per minute", "분당 허용 유효타"),
  "sig-strikes-per-fight": label("Significant strikes per fight", "경기당 유효타"),
  "sig-strikes-taken-per-fight": label("Significant strikes absorbed per fight", "경기당 허용 유효타"),
  "sig-strike-margin-per-fight": label("Significant strike margin per fight", "경기당 유효타 차이"),
  "knockdowns-per-fight": label("Knockdowns per fight", "경기당 녹다운"),
  "takedowns-per-fight": label("Takedowns per fight", "경기당 테이크다운"),
  "takedown-attempts-per-fight": label("Takedown attempts per fight", "경기당 테이크다운 시도"),
  "takedowns-per-15-minutes": label("Takedowns per 15 minutes", "15분당 테이크다운"),
  "submission-attempts-per-15-minutes": label("Submission attempts per 15 minutes", "15분당 서브미션 시도")
} as const satisfies Readonly<Record<string, Label>>

/** What every figure about the fights of a class, a year or all of them is called, by its id. */
export const groupMetricLabels = {
  fights: metricLabels.fights,
  "title-fights": metricLabels["title-fights"],
  draws: metricLabels.draws,
  "no-contests": metricLabels["no-contests"],
  finishes: label("Finished fights", "피니시 경기"),
  "finish-rate": metricLabels["finish-rate"],
  "ko-tko-rate": label("KO/TKO rate", "KO/TKO 비율"),
  "submission-rate": label("Submission rate", "서브미션 비율"),
  "decision-rate": label("Decision rate", "판정 비율"),
  "average-fight-time": metricLabels["average-fight-time"],
  "sig-strikes-per-minute": metricLabels["sig-strikes-per-minute"],
  "sig-strikes-per-fight": metricLabels["sig-strikes-per-fight"],
  "sig-strike-accuracy": metricLabels["sig-strike-accuracy"],
  "knockdowns-per-fight": metricLabels["knockdowns-per-fight"],
  "takedowns-per-fight": metricLabels["takedowns-per-fight"],
  "takedown-accuracy": metricLabels["takedown-accuracy"],
  "submission-attempts-per-fight": label("Submission attempts per fight", "경기당 서브미션 시도"),
  "control-share": metricLabels["control-share"]
} as const satisfies Readonly<Record<string, Label>>

/** What the record of a single fight is called, by its id. */
export const boutRecordLabels = {
  "fastest-finish": label("Fastest finish", "최단 시간 피니시"),
  "longest-fight": label("Longest fight", "최장 시간 경기"),
  "youngest-winner": label("Youngest winner", "최연소 승리"),
  "oldest-winner": label("Oldest winner", "최고령 승리"),
  knockdowns: label("Most knockdowns in a fight", "한 경기 최다 녹다운"),
  "sig-strikes": label("Most significant strikes in a fight", "한 경기 최다 유효타"),
  "total-strikes": label("Most strikes in a fight", "한 경기 최다 타격"),
  takedowns: label("Most takedowns in a fight", "한 경기 최다 테이크다운"),
  "submission-attempts": label("Most submission attempts in a fight", "한 경기 최다 서브미션 시도"),
  "control-time": label("Most control time in a fight", "한 경기 최장 컨트롤 시간")
} as const satisfies Readonly<Record<string, Label>>

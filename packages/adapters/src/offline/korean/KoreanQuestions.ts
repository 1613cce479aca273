import type { Grammar } from "../grammar/Reader.ts"

const met =
  "상대 전적|상대전적|맞대결 [결과|전적|기록]|대결 [결과|전적|기록]|경기 결과|붙었|싸웠|몇 번 (싸웠|붙었|만났|했)|누가 이겼|승자"

/** How the questions of each intent may be put. Where two intents fit equally, the first is meant. */
export const questions: Grammar["questions"] = {
  figure: [
    "<fighter> [현재|지금] <measure> [몇|얼마나|몇 <measureUnit>]",
    "<fighter> (<rate>|<absorbed>|<streak>|<time>|<averageTime>) [몇 [개|번|회|연승|연패|프로|퍼센트]] [<did>]",
    "<fighter> [<ever>] <counted> <howMany> [<did>]|<fighter> [<ever>] <counted> [<did>]",
    "<fighter> <ownScope> <scoped> [<howMany>] [<did>]",
    ["<fighter> [<ever>] (몇 승|승 몇 번|몇 번 이겼|몇 경기 이겼|몇 번 승리했)", { metric: "wins" }],
    ["<fighter> [<ever>] (몇 패|몇 번 졌|몇 경기 졌|몇 번 패했)", { metric: "losses" }],
    ["<fighter> [<ever>] (몇 경기 (했|뛰었|치렀|싸웠)|몇 번 싸웠|총 몇 경기|몇 전)", { metric: "fights" }],
    ["<fighter> [<ever>] (타이틀전|타이틀 매치) 몇 (번|경기) 이겼", { metric: "title-wins" }],
    ["<fighter> <knockout> 몇 번 이겼", { metric: "ko-tko-wins" }],
    ["<fighter> 서브미션 몇 번 이겼", { metric: "submission-wins" }],
    ["<fighter> 판정 몇 번 이겼", { metric: "decision-wins" }],
    ["<fighter> <knockout> 몇 번 졌", { metric: "ko-tko-losses" }],
    "<fighter> <topic>"
  ],

  bouts: [
    ["<fighter> [<latest>] <count> (경기|전|게임|판) [결과|전적|성적|기록|목록|어땠]", { bouts: "list" }],
    ["<fighter> <latest> (경기|시합|매치) [결과|성적] [언제|어땠|어떻게 끝났|어떻게 됐]", { bouts: "latest" }],
    [
      "<fighter> <latest> (진|패한|패배한) [게|경기|것] [언제|누구|누구한테|누구에게]|<fighter> <latest> (패배|패)",
      { bouts: "latest", result: "LOSS" }
    ],
    [
      "<fighter> <latest> (이긴|승리한) [게|경기|것] [언제|누구]|<fighter> <latest> (승리|승)",
      { bouts: "latest", result: "WIN" }
    ],
    ["<fighter> [<latest>] 언제 [마지막] (싸웠|경기했|했|뛰었)", { bouts: "latest" }],
    ["<fighter> <latest> (경기|시합) (누구|누구랑|누구와|누구하고) [했|싸웠|붙었]", { bouts: "opponent" }],
    ["<fighter> <latest> [경기] 상대 [선수]", { bouts: "opponent" }],
    ["<fighter> <latest> (누구랑|누구와|누구하고) (싸웠|했|붙었)", { bouts: "opponent" }],
    ["상대 [선수] 누구", { bouts: "opponent", refer: "last" }],
    ["<fighter> [ufc] (데뷔전|데뷔 경기|첫 경기) [언제|상대|결과|상대 누구|누구랑 했]", { bouts: "earliest" }],
    ["<fighter> 언제 데뷔했", { bouts: "earliest" }],
    ["<fighter> <scope> 몇 (번|경기|차례) (싸웠|했|뛰었|치렀|출전했|경기했)", { bouts: "count" }],
    ["<fighter> <scope> <kinds> (<howMany>|몇 번 이겼) [<did>]", { bouts: "count" }],
    ["<fighter> <scope> 몇 (승|번 이겼|경기 이겼)", { bouts: "count", result: "WIN" }],
    ["<fighter> <scope> 몇 (패|번 졌|경기 졌)", { bouts: "count", result: "LOSS" }],
    ["<fighter> [ufc] <scope> <kinds> [결과|목록|기록|전부|모두|다|뭐]", { bouts: "list" }],
    ["<fighter> <kinds> [결과|목록|기록|전부|모두|다|전체|뭐] [누구]", { bouts: "list" }],
    ["<fighter> (경기 기록|전체 경기|경기 목록|경기 전부|상대 목록|상대들|경기들|상대)", { bouts: "list" }],
    ["<fighter> [ufc] <ownScope> (전적|성적|몇 승 몇 패|기록)", { bouts: "record" }],
    ["<doer> (이긴|꺾은) (선수|상대|사람|상대들|선수들)", { bouts: "list", result: "WIN" }],
    ["<sufferer> (이긴|꺾은) (선수|상대|사람)", { bouts: "list", result: "LOSS" }],
    ["<doer> 진 (선수|상대|사람)", { bouts: "list", result: "LOSS" }],
    ["<sufferer> 진 (선수|상대|사람)", { bouts: "list", result: "WIN" }],
    ["누가 <sufferer> (이겼|꺾었)", { bouts: "list", result: "LOSS" }],
    ["<fighter> (누구한테|누구에게) (졌|패했)", { bouts: "list", result: "LOSS" }],
    ["<fighter> (진|패배한|패한) 적 있", { bouts: "whether", result: "LOSS" }],
    ["<fighter> 무패 [선수]", { bouts: "list", result: "LOSS" }]
  ],

  appearance: [
    "<fighter> <namedEvent> [대회] [경기] [결과|누구랑 싸웠|누구랑 했|어땠|이겼|졌]",
    "<namedEvent> [대회] <fighter> [경기] [결과|누구랑 싸웠|누구랑 했|어땠|이겼|졌]"
  ],

  meetings: [
    `<pair> (${met})`,
    `<fighter> (vs|대) <other> [${met}|결과|전적|경기]`,
    ["<pair> [첫] (첫 경기|첫 대결|첫 맞대결) [언제|결과]", { bouts: "earliest" }],
    ["첫 (경기|대결|맞대결) [언제]", { bouts: "earliest", refer: "both" }],
    ["<pair> (공통 상대|공통상대|공통 상대 선수)", { commonOpponents: true }]
  ],

  comparison: [
    "<pair> [선수] [<rate>|<absorbed>|<counted>|<topic>|<measure>] 비교 [해줘|하면]",
    "<fighter> (vs|대) <other> (<rate>|<topic>|<counted>|<measure>) [비교]",
    "<pair> [둘] 중 [누가|누구] [더] (<rate>|<absorbed>|<counted>|<measure>|<time>) [더] <greater> [선수]",
    "<pair> [둘] 중 (<rate>|<counted>|<measure>) (누가|누구) [더] <greater> [선수]",
    ["<pair> [중] 누가 더 (키 [더] (크|큰)|큰|크)", { measure: "heightCm" }],
    "<ofTwo> [누가] [더] (<rate>|<counted>|<measure>) [누가] [더] <greater> [선수|쪽]"
  ],

  card: [
    ["<event> (메인|메인 이벤트|메인이벤트|메인 경기) [누가 이겼|결과|승자|누구|누가 나와]", { card: "main" }],
    ["<event> [전체] (결과|카드|대진|대진표|경기 [결과]|경기 목록|라인업)", { card: "results" }],
    ["<event> (누가 이겼|승자|어땠)|<event>", { card: "results" }],
    ["<pastDays> [ufc] (대회|경기) [결과]", { card: "results" }],
    ["<event> (날짜|언제) [열렸|했|열려|열리|있었|개최됐|한]", { card: "when" }],
    ["<event> (어디|어디서|장소) [열렸|했|열려|열리|있었]", { card: "where" }],
    ["<event> (경기|시합) [총] 몇 (개|경기|번) [있|있었|열렸|했]|<event> 몇 경기 [있|있었|열렸|했]", { card: "count" }],
    ["<event> <title> 몇 (개|번|경기) [있|있었|열렸]", { card: "count" }],
    ["<event> <method> [승|승리|끝난] [경기] 몇 (개|번|경기) [있|있었|나왔]", { card: "count" }]
  ],

  champion: [
    "[현재|지금|현] [ufc] <class> [현재|현] (챔피언|챔프|왕자|챔)",
    "[현재|지금] <class> (타이틀|벨트) [보유자|누가 갖고|가진 선수]"
  ],

  champions: [
    "[현재|지금|현] [ufc] [모든|전|전체] [체급|체급별] (챔피언 명단|챔피언 목록|챔피언들|챔피언 전부|챔피언)"
  ],

  rankings: [
    "[현재|지금] [ufc] <list> [체급] (랭킹|순위|랭커) [전체|명단]",
    "[현재|지금] [ufc] <list> [랭킹|순위] (탑|top|상위) <count> [명|위|랭킹]",
    "[현재|지금] [ufc] <list> [랭킹|순위] <rank> (위|번) [선수]",
    "[ufc] <list> [랭킹|순위] <count> 위 까지"
  ],

  rankOf: [
    "<fighter> [현재|지금] [ufc] [<class>] (랭킹|순위) [몇 위|몇]",
    "<fighter> [현재|지금] 몇 위",
    "<fighter> 챔피언"
  ],

  leaders: [
    "[<scope>] <counted> <top> 많은 (선수|파이터|사람) [(top|탑|상위) <count> [명|위]]",
    "[<scope>] <counted> <top> 많이 (한|기록한|거둔|시킨|성공한|따낸|성공시킨|있는|가진) (선수|파이터|사람)",
    "<top> 많은 <counted> [기록한|거둔|가진|한] (선수|파이터)",
    "[<scope>] <top> 많은 <counted> [<did>|기록한|거둔|가진|한] [선수|파이터]",
    ["[<scope>] <top> 많이 이긴 (선수|파이터|사람)|[<scope>] <top> 많이 승리한 선수", { metric: "wins" }],
    ["[<scope>] <top> 많이 (진|패한) (선수|파이터|사람)", { metric: "losses" }],
    ["[<scope>] [경기] <top> 많이 (싸운|뛴|경기한|출전한) (선수|파이터|사람)", { metric: "fights" }],
    ["[<scope>] (타이틀전|타이틀 매치) <top> 많이 이긴 (선수|파이터)", { metric: "title-wins" }],
    ["[<scope>] <knockout> <top> 많이 이긴 (선수|파이터)", { metric: "ko-tko-wins" }],
    ["[<scope>] 서브미션 <top> 많이 이긴 (선수|파이터)", { metric: "submission-wins" }],
    "[<scope>] <counted> 1 위 [선수]|[<scope>] 최다 <counted> [선수|기록|보유자] [[탑|top|상위] <count> [명|위]]",
    "[<scope>] [<most>] <counted> ((순위|랭킹|탑|top|상위) <count> [명|위]|순위|랭킹)",
    "[<scope>] (탑|top|상위) <count> <counted>",
    "[<scope>] (<rate>|<absorbed>) <top> (높은|좋은) (선수|파이터)",
    "[<scope>] <top> (높은|좋은) (<rate>|<absorbed>) [기록한|가진] [선수]",
    "[<scope>] (<rate>|<streak>|<time>) 1 위 [선수]|[<scope>] (<rate>|<time>) (순위|랭킹|탑|top|상위) <count> [명|위]",
    ["[<scope>] (<rate>|<absorbed>) <top> (낮은|나쁜) (선수|파이터)", { order: "lowest" }],
    ["[<scope>] <counted> <top> 적은 (선수|파이터)", { order: "lowest" }],
    "[<scope>] [현재] <streak> <top> (긴|많은) (선수|파이터)|최다 <streak> [선수]|<top> 긴 <streak> [중]"
  ],

  upcoming: [
    "(다음|다가오는|담) ufc [언제] [하|해|열려|열리|있]",
    "[ufc] (다음|다가오는|예정된|앞으로) [ufc] (대회|이벤트|경기 일정|일정) [언제|뭐|어디]",
    "<days> [ufc] (대회|경기|이벤트|일정) [있|뭐|언제|누가 나와]",
    "[앞으로] [예정] (대회 일정|경기 일정|ufc 일정)|예정 대회",
    "(다음|다가오는) [ufc] (대회|이벤트) <count> 개"
  ],

  events: [
    "[<period>] [<location>] [열린] [ufc] (대회|이벤트) [총] 몇 (번|개|회) [열렸|있었|했|개최됐]",
    "<period> [ufc] (대회|이벤트) [목록|수|전부]",
    "<location> 열린 [ufc] (대회|이벤트) [목록|몇 개|뭐]",
    "최근 [ufc] (대회|이벤트) <count> 개|최근 <count> 개 (대회|이벤트)|최근 대회 (목록|들)"
  ],

  status: [
    "[어떤|무슨] 데이터 [언제] [까지] [있|최신|상태|현황|범위|기준|얼마나 있|몇 년 부터]",
    "데이터 (언제|어디) 까지 [있]|데이터 (마지막|최신) (대회|경기|날짜)",
    "(경기|선수|대회) 데이터 몇 개 [있]|데이터 (경기|선수|대회) 몇 (개|명) [있]"
  ],

  prediction: [
    "<pair> [붙으면|싸우면|경기하면|하면|중] 누가 (이길|이겨)",
    "<pair> [승부|경기|승자] (예측|예상) [해줘]",
    "<fighter> (vs|대) <other> [승부|경기|승자] (예측|예상|누가 이길|누가 이겨) [해줘]",
    "<pair> (이길|승리) 확률"
  ],

  profile: ["<fighter> [선수] (프로필|소개|정보|스탯|통계|기록|누구)|<fighter>|<fighter> 대해|<fighter> 어떤 선수"],

  against: ["<pair> 상대로 [한] <actionCount> [<howMany>] [<did>]", "<pair> 상대 <actionCount> [<howMany>] [<did>]"],

  fights: [
    "<scope> <leagueKinds> [목록|전부|모두|다|리스트|몇 (개|번) [있|있었|나왔]]",
    "<leagueKinds> (목록|전부|모두|리스트)"
  ],

  records: ["[<scope>] <record> [기록] [선수]|[<scope>] <record> <count>|[<scope>] <record> (순위|top|탑) <count>"],

  definition: [
    "(<rate>|<absorbed>|<streak>|<actionCount>|<time>|<averageTime>) [무슨|어떤] (뜻|의미|정의|말|개념|뭐|설명)",
    "(<rate>|<absorbed>|<averageTime>) (어떻게) (계산|구하|계산해|계산하|산출)"
  ],

  series: [
    "[ufc] [<where>] [<period>] <byGroup> <trend> [<picture>] [<picture>]|<trend> [<where>] <byGroup> [<picture>] [<picture>]",
    "[<where>] <trend> <byGroup> [<picture>]|<byGroup> <where> <trend> [<picture>]",
    "[<where>] <byGroup> <trend> 어떻게 (변했|바뀌었|달라졌)|[<where>] <trend> <byGroup> 어떻게 (변했|바뀌었|달라졌)",
    "[<where>] <trend> (추이|추세|변화)",
    "<fighter> <byGroup> (<rate>|<absorbed>|<counted>) [<picture>]|<fighter> (<rate>|<absorbed>|<counted>) <byGroup> [<picture>]",
    "<fighter> (<rate>|<absorbed>|<counted>) (추이|추세|변화)"
  ],

  help: ["도움말|안녕|안녕하세요|하이|뭐 할 수 있|뭘 할 수 있|무엇 할 수 있|뭐 물어볼 수 있|너 누구|누구|넌 누구"]
}

/** What a question says that goes on from the one before it. */
export const fragments: Grammar["fragments"] = [
  "<where>|<period>|<ownScope>",
  "(<rate>|<absorbed>|<streak>|<counted>|<time>|<averageTime>|<measure>|<topic>) [몇 번|몇]",
  "(탑|top|상위) <count> [명]|<method>|<byGroup>",
  "<namedFighter> [선수]|<place10> (번|위)"
]

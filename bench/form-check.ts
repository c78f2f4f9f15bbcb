import { parseBody } from '../src/records/model/outgoing/body-text.ts'
import { checkForm, type FormFacts } from '../src/records/model/outgoing/form-check.ts'
import { outgoingExamples } from '../src/records/model/outgoing/outgoing-examples.ts'
import { median, readOptions, reportResult, rounded, say } from './shared/report.ts'

/** Characters of the body that fill one printed page of 14 points. */
const pageOf = 2_600
const facts: FormFacts = {
  today: '2026-03-24',
  placeName: 'Cẩm Long',
  agencySymbol: 'UBND',
  unitSymbol: 'KT',
  symbol: null,
  number: null,
  datedOn: null,
  signer: { name: 'Lãnh đạo Mẫu Chín', post: 'Chủ tịch', kind: 'head' },
  signerProblem: null,
}

/** A decision of a hundred pages, every line another text, so that nothing is answered from what was seen before. */
function longBody(pages: number): string {
  const lines: string[] = []
  let length = 0
  for (let article = 1; length < pages * pageOf; article += 1) {
    const own = [
      `Điều ${article}. Nội dung điều thứ ${article}`,
      ...[1, 2, 3].flatMap((clause) => [
        `${clause}. Khoản ${clause} của Điều ${article} giao các phòng, ban chuyên môn và thôn thực hiện nhiệm vụ được phân công, gồm:`,
        ...['a', 'b', 'c', 'd', 'đ'].map(
          (point) =>
            `${point}) Nhiệm vụ ${point} của Điều ${article} hoàn thành trước ngày 15 hằng tháng và báo cáo;`,
        ),
      ]),
    ]
    lines.push(...own)
    length += own.join('\n').length
  }
  return lines.join('\n')
}

function pagesPerSecond(pages: number, seconds: number, work: () => void): number {
  const started = performance.now()
  let done = 0
  while (performance.now() - started < seconds * 1000) {
    work()
    done += pages
  }
  return done / ((performance.now() - started) / 1000)
}

const { rounds, seconds } = readOptions({ rounds: 5, seconds: 2 })
const pages = 100
const body = longBody(pages)
const decision = outgoingExamples['quyet-dinh']
if (!decision) throw new Error('the example of a decision is missing')
const content = { ...decision, body }
if (checkForm(content, facts).some(({ breaks }) => breaks))
  throw new Error('the decision measured has faults')
const ours: number[] = []
const plain: number[] = []
for (let round = 1; round <= rounds; round += 1) {
  ours.push(pagesPerSecond(pages, seconds, () => checkForm(content, facts)))
  plain.push(pagesPerSecond(pages, seconds, () => parseBody(body)))
  say(
    `round ${round}: ${rounded(ours.at(-1) ?? 0)} pages/s checked, ${rounded(plain.at(-1) ?? 0)} pages/s only parsed`,
  )
}
reportResult({ name: 'form-check', ours: median(ours), limit: median(plain) })

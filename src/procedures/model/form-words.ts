import type { FormDefinition } from './form.ts'
import { ANSWER_NAMES, answerKind, choicesOf, FILL_NAMES } from './form-answers.ts'
import { labelOf, type OutlineEntry, readOutline } from './form-outline.ts'
import { type ChangeLine, listChanges, textChange } from './list-changes.ts'

/** The difference of two declarations in words; null stands for none. */
export function formChanges(before: FormDefinition | null, after: FormDefinition | null): ChangeLine[] {
  if (!before && !after) return []
  if (!after) return [{ what: 'Tờ khai điện tử', before: before?.title ?? '', after: null }]
  if (!before) {
    const fields = flatten(after).map(({ entry }) => ({
      what: `Mục “${labelOf(entry)}”`,
      before: null,
      after: entryWords(entry),
    }))
    return [{ what: 'Tờ khai điện tử', before: null, after: after.title }, ...fields]
  }
  return [
    ...textChange('Tên tờ khai', before.title, after.title),
    ...textChange('Mẫu số', before.number, after.number),
    ...textChange('Văn bản ban hành mẫu', before.basis, after.basis),
    ...textChange('Kính gửi', before.addressee, after.addressee),
    ...textChange('Lời mở đầu', before.opening, after.opening),
    ...listChanges(flatten(before), flatten(after), {
      key: ({ path }) => path,
      called: ({ entry }) => `Mục “${labelOf(entry)}”`,
      words: ({ entry }) => entryWords(entry),
    }),
    ...textChange('Lời cam đoan', before.pledge, after.pledge),
    ...textChange('Người ký', before.signers.join(', '), after.signers.join(', ')),
  ]
}

interface Placed {
  path: string
  entry: OutlineEntry
}

function flatten(form: FormDefinition): Placed[] {
  const within = (entries: readonly OutlineEntry[], above: string): Placed[] =>
    entries.flatMap((entry) => {
      const path = `${above}.${entry.name}`
      return [{ path, entry }, ...(entry.type === 'field' ? [] : within(entry.entries, path))]
    })
  return within(
    readOutline(form.schema, () => ''),
    '',
  )
}

function entryWords(entry: OutlineEntry): string {
  const { node, required } = entry
  const words = [labelOf(entry), kindWords(entry), required ? 'bắt buộc' : '']
  if (typeof node.description === 'string') words.push(node.description)
  if (node['x-width'] === 'half') words.push('nửa dòng')
  const fill = node['x-fill']
  if (typeof fill === 'string' && fill in FILL_NAMES) {
    words.push(`điền sẵn: ${FILL_NAMES[fill as keyof typeof FILL_NAMES]}`)
  }
  return words.filter((each) => each !== '').join(' · ')
}

function kindWords({ type, node }: OutlineEntry): string {
  if (type === 'section') return 'nhóm mục'
  if (type === 'table') return 'bảng'
  const kind = answerKind(node)
  if (kind === null) return ''
  return kind === 'choice' ? `chọn: ${choicesOf(node).join(' / ')}` : ANSWER_NAMES[kind]
}

import { List, Stack, Text, Title } from '@mantine/core'
import { roleName } from '../../../staff/model.ts'
import { type Column, DataList } from '../../../ui/data-list.tsx'
import { quantityWords } from '../../model/describe-changes.ts'
import { feeDetails } from '../../model/fee-words.ts'
import { readOutline } from '../../model/form-outline.ts'
import { lifeEventName } from '../../model/life-events.ts'
import { CHANNEL_NAMES, ONLINE_LEVEL_NAMES, postingLists } from '../../model/posting-words.ts'
import { durationText, feeSummary, timeLimitText } from '../../model/summaries.ts'
import type { VersionContent } from '../../model/version-content.ts'
import { COMPONENT_KIND_NAMES, type Component, type Fee } from '../../model.ts'
import type { Section } from './draft-state.ts'
import { readForm } from './form-draft.ts'
import { FormPreview } from './form-preview.tsx'

type Content = VersionContent
type Step = Content['steps'][number]

const componentColumns: readonly Column<Component>[] = [
  { header: 'Giấy tờ', isPlain: true, cell: (row) => row.name },
  { header: 'Loại', cell: (row) => COMPONENT_KIND_NAMES[row.kind] },
  { header: 'Số lượng', cell: quantityWords },
  { header: 'Bắt buộc', cell: (row) => (row.required ? 'Bắt buộc' : 'Khi có') },
  {
    header: 'Ghi chú',
    cell: (row) => [row.mustScan ? 'Phải quét' : '', row.note ?? ''].filter(Boolean).join('. ') || '–',
  },
]

const feeColumns: readonly Column<Fee>[] = [
  { header: 'Phí, lệ phí', isPlain: true, cell: (row) => row.name },
  { header: 'Mức thu', cell: (row) => feeSummary([row]) },
  { header: 'Căn cứ', cell: (row) => row.basis || 'Chưa ghi' },
  { header: 'Cách tính, miễn giảm', isWide: true, cell: (row) => feeDetails(row).join('; ') || '–' },
]

const stepColumns: readonly Column<Step>[] = [
  { header: 'Bước', isPlain: true, cell: (row) => row.name },
  { header: 'Vai trò', cell: (row) => roleName(row.role) },
  {
    header: 'Thời gian',
    cell: (row) => (row.minutes === 0 ? 'Chưa đặt' : durationText(row.minutes)),
  },
]

/** What a version says in a section, for reading. */
export function SectionFacts({ section, content }: { section: Section; content: Content }) {
  const Facts = facts[section]
  return <Facts content={content} />
}

const facts: Record<Section, (props: { content: Content }) => React.ReactNode> = {
  general: ({ content }) => (
    <Lines
      lines={[
        ['Tên thủ tục', content.name],
        ['Kết quả', content.result],
        ['Ghi chú nội bộ', content.notes],
      ]}
    />
  ),
  cases: CaseFacts,
  fees: ({ content }) =>
    content.fees.length === 0 ? (
      <Text>Không thu.</Text>
    ) : (
      <DataList
        label="Phí, lệ phí"
        columns={feeColumns}
        rows={content.fees}
        rowKey={(row) => String(content.fees.indexOf(row))}
      />
    ),
  limit: ({ content }) => <Text>{timeLimitText(content.timeLimit)}</Text>,
  steps: ({ content }) => (
    <DataList
      label="Quy trình nội bộ"
      columns={stepColumns}
      rows={content.steps}
      rowKey={(row) => String(content.steps.indexOf(row))}
    />
  ),
  form: FormFacts,
  posting: PostingFacts,
  basis: ({ content }) => (
    <Lines
      lines={[
        ['Căn cứ pháp lý', content.legalBasis.join('; ')],
        ['Quyết định công bố', content.decision],
      ]}
    />
  ),
  agencies: ({ content }) => (
    <Lines
      lines={[
        ['Cơ quan tiếp nhận chính thức', content.agencies.receiving?.name ?? 'Chính đơn vị'],
        ['Cơ quan quyết định', content.agencies.deciding?.name ?? 'Chính đơn vị'],
      ]}
    />
  ),
}

function Lines({ lines }: { lines: readonly (readonly [string, string | null | undefined])[] }) {
  return (
    <List spacing="xs">
      {lines.map(([label, words]) => (
        <List.Item key={label}>
          {label}: {words || 'Chưa ghi'}
        </List.Item>
      ))}
    </List>
  )
}

function CaseFacts({ content: { cases } }: { content: Content }) {
  return (
    <Stack gap="md">
      {cases.map(({ code, name, components }) => (
        <Stack key={code} gap="xs">
          {cases.length > 1 ? (
            <Title order={3} size="h5">
              {name}
            </Title>
          ) : null}
          {components.length === 0 ? (
            <Text>Không yêu cầu giấy tờ.</Text>
          ) : (
            <DataList
              label={cases.length > 1 ? `Thành phần hồ sơ: ${name}` : 'Thành phần hồ sơ'}
              columns={componentColumns}
              rows={components}
              rowKey={(row) => `${row.kind} ${row.name}`}
            />
          )}
        </Stack>
      ))}
    </Stack>
  )
}

function FormFacts({ content: { form } }: { content: Content }) {
  if (!form) return <Text>Chưa có tờ khai điện tử.</Text>
  let row = 0
  const entries = readOutline(form.schema, () => {
    row += 1
    return String(row)
  })
  return <FormPreview words={readForm(form).words} entries={entries} />
}

function PostingFacts({ content: { posting } }: { content: Content }) {
  const lists = (Object.keys(postingLists) as (keyof typeof postingLists)[]).map(
    (part) =>
      [postingLists[part], listWords(part === 'lifeEvents' ? eventNames(posting) : posting[part])] as const,
  )
  const methods = posting.methods?.map(({ channel }) => CHANNEL_NAMES[channel]).join(', ')
  return (
    <Lines
      lines={[
        ...lists,
        ['Cách nộp', methods],
        ['Số bộ hồ sơ', posting.setCount ? String(posting.setCount) : null],
        ['Cơ quan thực hiện', posting.performer ?? 'Chính đơn vị'],
        ['Cơ quan phối hợp', posting.coordinating],
        ['Dịch vụ công trực tuyến', posting.onlineLevel ? ONLINE_LEVEL_NAMES[posting.onlineLevel] : null],
      ]}
    />
  )
}

function eventNames({ lifeEvents }: Content['posting']): string[] | undefined {
  return lifeEvents?.map((code) => lifeEventName(code) ?? 'sự kiện khác')
}

/** A list that is known to be empty is not the same as one that nobody filled in. */
function listWords(list: readonly string[] | undefined): string | null {
  if (!list) return null
  return list.length === 0 ? 'Không' : list.join('; ')
}

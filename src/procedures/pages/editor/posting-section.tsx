import { Checkbox, Fieldset, Group, NativeSelect, Stack } from '@mantine/core'
import { lifeEvents } from '../../model/life-events.ts'
import { CHANNEL_NAMES, ONLINE_LEVEL_NAMES, postingLists } from '../../model/posting-words.ts'
import type { MethodDraft, PostingDraft } from './draft.ts'
import type { SectionProps } from './plain-sections.tsx'
import { ProblemLines } from './problem-lines.tsx'
import { TypedLine, TypedLines } from './typed-fields.tsx'

const levels = [
  { value: '', label: 'Chưa rõ' },
  ...Object.entries(ONLINE_LEVEL_NAMES).map(([value, label]) => ({ value, label })),
]

const help: Partial<Record<keyof typeof postingLists, string>> = {
  sequence: 'Mỗi dòng một bước',
  resultCodes: 'Mỗi dòng một mã, ví dụ KQ.G15.000031',
}

/** Nội dung niêm yết: what has to be posted besides (Điều 8 NĐ 63/2010/NĐ-CP, as amended). */
export function PostingSection({ draft, onEdit }: SectionProps) {
  const { posting } = draft
  const edit = (part: Partial<PostingDraft>) => onEdit({ posting: { ...posting, ...part } })
  return (
    <Stack gap="sm">
      {(['sequence', 'subjects', 'requirements'] as const).map((part) => (
        <PostingLines key={part} part={part} posting={posting} onEdit={edit} />
      ))}
      {(Object.keys(CHANNEL_NAMES) as (keyof typeof CHANNEL_NAMES)[]).map((channel) => (
        <MethodFields
          key={channel}
          name={CHANNEL_NAMES[channel]}
          method={posting.methods[channel]}
          onMethod={(method) => edit({ methods: { ...posting.methods, [channel]: method } })}
        />
      ))}
      <ProblemLines path="change.posting.methods" />
      <Group align="start" gap="sm">
        <TypedLine
          path="change.posting.setCount"
          label="Số bộ hồ sơ"
          value={posting.setCount}
          onValue={(setCount) => edit({ setCount })}
          inputMode="numeric"
          maxLength={2}
          w="8rem"
        />
        <NativeSelect
          label="Dịch vụ công trực tuyến"
          data={levels}
          value={posting.onlineLevel}
          onChange={(event) => edit({ onlineLevel: event.currentTarget.value })}
          style={{ flex: '1 1 12rem' }}
        />
      </Group>
      <TypedLine
        path="change.posting.performer"
        label="Cơ quan thực hiện"
        description="Để trống nếu là chính đơn vị"
        value={posting.performer}
        onValue={(performer) => edit({ performer })}
      />
      <TypedLine
        path="change.posting.coordinating"
        label="Cơ quan phối hợp"
        value={posting.coordinating}
        onValue={(coordinating) => edit({ coordinating })}
      />
      {(['resultCodes', 'keywords'] as const).map((part) => (
        <PostingLines key={part} part={part} posting={posting} onEdit={edit} />
      ))}
      <LifeEventFields chosen={posting.lifeEvents} onChosen={(lifeEvents) => edit({ lifeEvents })} />
    </Stack>
  )
}

interface PostingLinesProps {
  part: 'sequence' | 'subjects' | 'requirements' | 'resultCodes' | 'keywords'
  posting: PostingDraft
  onEdit(part: Partial<PostingDraft>): void
}

function PostingLines({ part, posting, onEdit }: PostingLinesProps) {
  return (
    <TypedLines
      path={`change.posting.${part}`}
      label={postingLists[part]}
      description={help[part] ?? 'Mỗi dòng một mục'}
      value={posting[part]}
      onValue={(text) => onEdit({ [part]: text })}
      rows={part === 'sequence' ? 4 : 2}
    />
  )
}

interface MethodFieldsProps {
  name: string
  method: MethodDraft
  onMethod(method: MethodDraft): void
}

function MethodFields({ name, method, onMethod }: MethodFieldsProps) {
  return (
    <Fieldset legend={`Cách nộp: ${name.toLowerCase()}`} p="sm">
      <Checkbox
        label={`Nhận hồ sơ ${name.toLowerCase()}`}
        checked={method.isOffered}
        onChange={(event) => onMethod({ ...method, isOffered: event.currentTarget.checked })}
      />
      {method.isOffered ? (
        <Group align="start" gap="sm" mt="xs">
          <TypedLine
            path=""
            label="Thời hạn"
            value={method.timeLimit}
            onValue={(timeLimit) => onMethod({ ...method, timeLimit })}
            flex="1 1 10rem"
          />
          <TypedLine
            path=""
            label="Phí, lệ phí"
            value={method.fee}
            onValue={(fee) => onMethod({ ...method, fee })}
            flex="1 1 10rem"
          />
          <TypedLine
            path=""
            label="Mô tả"
            value={method.description}
            onValue={(description) => onMethod({ ...method, description })}
            flex="2 1 16rem"
          />
        </Group>
      ) : null}
    </Fieldset>
  )
}

interface LifeEventFieldsProps {
  chosen: readonly string[]
  onChosen(chosen: string[]): void
}

/** Where citizens find the procedure by what happens in their lives. */
function LifeEventFields({ chosen, onChosen }: LifeEventFieldsProps) {
  return (
    <Checkbox.Group
      label={postingLists.lifeEvents}
      description="Người dân tìm thấy thủ tục này dưới các sự kiện được chọn"
      value={[...chosen]}
      onChange={onChosen}
    >
      <Group gap="sm" mt="xs">
        {lifeEvents.map(({ code, name }) => (
          <Checkbox key={code} value={code} label={name} />
        ))}
      </Group>
    </Checkbox.Group>
  )
}

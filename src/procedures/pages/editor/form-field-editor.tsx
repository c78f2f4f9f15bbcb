import { Checkbox, Fieldset, Group, NativeSelect, Stack, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import {
  ANSWER_NAMES,
  type AnswerKind,
  answerKind,
  choicesOf,
  FILL_NAMES,
  fillsFor,
  withAnswerKind,
  withChoices,
  withKeyword,
} from '../../model/form-answers.ts'
import { type FieldEntry, labelOf, type SchemaNode } from '../../model/form-outline.ts'
import { ProblemLines } from './problem-lines.tsx'
import { TypedLine } from './typed-fields.tsx'
import { linesOf, writtenLines } from './typed-text.ts'

interface FieldEditorProps {
  field: FieldEntry
  path: string
  firstFieldId: string
  buttons: ReactNode
  /** A column of a table: cannot be filled in beforehand and has no width of its own. */
  isColumn: boolean
  onField(field: FieldEntry): void
}

/** One field of a declaration under edit. What is not shown here, such as a condition, stays as it is. */
export function FieldEditor({ field, path, firstFieldId, buttons, isColumn, onField }: FieldEditorProps) {
  const { node } = field
  const kind = answerKind(node)
  const onNode = (changed: SchemaNode) => onField({ ...field, node: changed })
  return (
    <Fieldset legend={isColumn ? 'Cột' : 'Mục khai'} p="sm">
      <Stack gap="sm">
        <Group align="start" gap="sm">
          <TypedLine
            id={firstFieldId}
            path={`${path}.title`}
            label="Nội dung hỏi"
            value={labelOf(field)}
            onValue={(title) => onNode({ ...node, title })}
            maxLength={300}
            flex="3 1 14rem"
          />
          <KindSelect kind={kind} onKind={(chosen) => onNode(withAnswerKind(node, chosen))} />
        </Group>
        {kind === 'choice' ? <ChoiceLines node={node} onNode={onNode} /> : null}
        <TypedLine
          path={`${path}.description`}
          label="Hướng dẫn khai (nếu cần)"
          value={typeof node.description === 'string' ? node.description : ''}
          onValue={(text) => onNode(withKeyword(node, 'description', text))}
        />
        <Group gap="lg">
          <Checkbox
            label="Bắt buộc khai"
            checked={field.required}
            onChange={(event) => onField({ ...field, required: event.currentTarget.checked })}
          />
          {isColumn ? null : (
            <Checkbox
              label="Rộng nửa dòng"
              checked={node['x-width'] === 'half'}
              onChange={(event) =>
                onNode(withKeyword(node, 'x-width', event.currentTarget.checked ? 'half' : ''))
              }
            />
          )}
        </Group>
        {isColumn || kind === null ? null : <FillSelect kind={kind} node={node} onNode={onNode} />}
        <ProblemLines path={path} except={[`${path}.title`, `${path}.description`]} />
      </Stack>
      {buttons}
    </Fieldset>
  )
}

const kinds = Object.entries(ANSWER_NAMES).map(([value, label]) => ({ value, label }))

function KindSelect({ kind, onKind }: { kind: AnswerKind | null; onKind(kind: AnswerKind): void }) {
  return (
    <NativeSelect
      label="Cách trả lời"
      data={kind === null ? [{ value: '', label: 'Kiểu khác (xem mã nguồn)' }, ...kinds] : kinds}
      value={kind ?? ''}
      onChange={(event) => {
        const chosen = event.currentTarget.value
        if (chosen !== '') onKind(chosen as AnswerKind)
      }}
      style={{ flex: '2 1 12rem' }}
    />
  )
}

interface NodeProps {
  node: SchemaNode
  onNode(node: SchemaNode): void
}

/** The text stays as typed, so that a line can be begun; the answers follow from the field as it was at first. */
function ChoiceLines({ node, onNode }: NodeProps) {
  const [first] = useState(node)
  const [text, setText] = useState(linesOf(choicesOf(node)))
  return (
    <Textarea
      label="Các câu trả lời để chọn"
      description="Mỗi dòng một câu trả lời"
      autosize
      minRows={2}
      value={text}
      onChange={(event) => {
        const typed = event.currentTarget.value
        setText(typed)
        const { oneOf, enum: values } = withChoices(first, writtenLines(typed))
        onNode({ ...node, ...(oneOf ? { oneOf } : { enum: values }) })
      }}
    />
  )
}

function FillSelect({ kind, node, onNode }: NodeProps & { kind: AnswerKind }) {
  const sources = fillsFor(kind)
  if (sources.length === 0) return null
  const fill = typeof node['x-fill'] === 'string' ? node['x-fill'] : ''
  return (
    <NativeSelect
      label="Điền sẵn từ"
      data={[
        { value: '', label: 'Không điền sẵn' },
        ...sources.map((source) => ({ value: source, label: FILL_NAMES[source] })),
      ]}
      value={fill}
      onChange={(event) => onNode(withKeyword(node, 'x-fill', event.currentTarget.value))}
      maw="24rem"
    />
  )
}

import { Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { Form, useActionData, useNavigation } from 'react-router'
import { newKey } from '../../ui/new-key.ts'
import { Notice } from '../../ui/notice.tsx'
import type { Written } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { statutoryWorkingHours } from '../model/default-process.ts'
import { durationText, timeLimitText } from '../model/summaries.ts'
import type { TimeLimit } from '../model.ts'
import {
  addButtonId,
  type EditedStep,
  minutesOf,
  type StoredProcessStep,
  useEditedSteps,
  writtenSteps,
} from './edited-steps.ts'
import { StepFields } from './step-fields.tsx'

interface ProcessEditorProps {
  stored: readonly StoredProcessStep[]
  timeLimit: TimeLimit
}

/** Edits the internal process: steps by keyboard, with their sum beside what the law gives. */
export function ProcessEditor({ stored, timeLimit }: ProcessEditorProps) {
  const { steps, said, edit, add, remove, move } = useEditedSteps(stored)
  const saved = useActionData<Written<{ warnings: string[] }>>()
  const [key, setKey] = useState(newKey)
  const busy = useNavigation().state !== 'idle'
  const form = useRef<HTMLFormElement>(null)
  const order = steps.map((step) => step.id).join()
  const [answeredOrder, setAnsweredOrder] = useState(order)
  const [answer, setAnswer] = useState<unknown>(null)
  if (saved && saved !== answer) {
    setAnswer(saved)
    setAnsweredOrder(order)
    // The next save must not meet the remembered answer of this one.
    setKey(newKey())
  }
  useEffect(() => {
    if (saved) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [saved])
  // Messages name steps by their place, so that they end when the places change.
  const problem = saved && !saved.ok && order === answeredOrder ? saved.problem : null
  const shown = steps.flatMap((_, index) =>
    ['name', 'role', 'minutes'].map((part) => `steps.${index}.${part}`),
  )
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="quy-trinh">
      <Title order={2} size="h4" mb="xs" id="quy-trinh">
        Quy trình nội bộ
      </Title>
      <Text size="sm" mb="md">
        Hồ sơ đã tiếp nhận giữ quy trình cũ; thay đổi chỉ áp dụng cho hồ sơ tiếp nhận sau khi lưu.
      </Text>
      <Form ref={form} method="post" noValidate preventScrollReset>
        <input type="hidden" name="idempotencyKey" value={key} />
        <input type="hidden" name="steps" value={JSON.stringify(writtenSteps(steps))} />
        <Stack>
          {steps.map((step, index) => (
            <StepFields
              key={step.id}
              step={step}
              index={index}
              isLast={index === steps.length - 1}
              wrong={(field) => problem?.fields?.[`steps.${index}.${field}`]}
              onEdit={(part) => edit(step.id, part)}
              onMove={(by) => move(step, by)}
              onRemove={() => remove(step)}
            />
          ))}
          <Text size="sm" role="status">
            {said}
          </Text>
          {problem ? <ProblemAlert problem={problem} shownFields={shown} /> : null}
          <TimeSum steps={steps} timeLimit={timeLimit} />
          <Group>
            <Button id={addButtonId} variant="default" onClick={add}>
              Thêm bước
            </Button>
            <Button type="submit" loading={busy}>
              Lưu quy trình
            </Button>
          </Group>
          {saved?.ok ? <SavedNotice warnings={saved.output.warnings} /> : null}
        </Stack>
      </Form>
    </Paper>
  )
}

function TimeSum({ steps, timeLimit }: { steps: readonly EditedStep[]; timeLimit: TimeLimit }) {
  const total = steps.reduce((sum, step) => sum + minutesOf(step), 0)
  const hours = statutoryWorkingHours(timeLimit)
  const over = hours !== null && total > hours * 60
  const limit =
    hours === null
      ? 'luật không ấn định con số'
      : `${timeLimitText(timeLimit)}, tương đương ${durationText(hours * 60)} làm việc`
  return (
    <Text c={over ? 'red.9' : undefined} fw={600}>
      Tổng thời gian các bước: {Number.isNaN(total) ? 'chưa tính được' : durationText(total)}. Thời hạn giải
      quyết: {limit}.{over ? ' Các bước vượt thời hạn.' : ''}
    </Text>
  )
}

function SavedNotice({ warnings }: { warnings: readonly string[] }) {
  return (
    <Notice tone={warnings.length > 0 ? 'warning' : 'good'} title="Đã lưu quy trình">
      {warnings.length > 0 ? (
        <List size="sm">
          {warnings.map((warning) => (
            <List.Item key={warning}>{warning}</List.Item>
          ))}
        </List>
      ) : null}
    </Notice>
  )
}

import { Text } from '@mantine/core'
import { newKey } from '../../../ui/new-key.ts'
import { statutoryWorkingHours } from '../../model/default-process.ts'
import { durationText, timeLimitText } from '../../model/summaries.ts'
import type { TimeLimit } from '../../model.ts'
import { type EditedStep, minutesOf } from '../edited-steps.ts'
import { StepFields } from '../step-fields.tsx'
import { ProblemLines } from './problem-lines.tsx'
import { RowList } from './row-list.tsx'

interface ProcessSectionProps {
  steps: readonly EditedStep[]
  timeLimit: TimeLimit
  onSteps(steps: readonly EditedStep[]): void
}

const newStep = (): EditedStep => ({ id: newKey(), name: '', role: 'specialist', hours: '', minutes: '' })

/** Quy trình nội bộ, with the sum of its steps beside what the law gives. */
export function ProcessSection({ steps, timeLimit, onSteps }: ProcessSectionProps) {
  return (
    <>
      <ProblemLines path="change.steps" shallow />
      <RowList
        rows={steps}
        onRows={onSteps}
        noun="bước"
        nameOf={(step) => step.name || 'bước chưa đặt tên'}
        keepsOne
        add={{ 'Thêm bước': newStep }}
        newAt={(rows) => Math.min(1, rows.length)}
      >
        {(step, { index, buttons, firstFieldId }) => (
          <StepFields
            step={step}
            index={index}
            firstFieldId={firstFieldId}
            buttons={buttons}
            onEdit={(part) =>
              onSteps(steps.map((each) => (each.id === step.id ? { ...each, ...part } : each)))
            }
          />
        )}
      </RowList>
      <TimeSum steps={steps} timeLimit={timeLimit} />
    </>
  )
}

function TimeSum({ steps, timeLimit }: Omit<ProcessSectionProps, 'onSteps'>) {
  const total = steps.reduce((sum, step) => sum + minutesOf(step), 0)
  const hours = statutoryWorkingHours(timeLimit)
  const over = hours !== null && total > hours * 60
  const limit =
    hours === null
      ? 'luật không ấn định con số'
      : `${timeLimitText(timeLimit)}, tương đương ${durationText(hours * 60)} làm việc`
  return (
    <Text c={over ? 'red.9' : undefined} fw={600} mt="sm">
      Tổng thời gian các bước: {Number.isNaN(total) ? 'chưa tính được' : durationText(total)}. Thời hạn giải
      quyết: {limit}.{over ? ' Các bước vượt thời hạn.' : ''}
    </Text>
  )
}

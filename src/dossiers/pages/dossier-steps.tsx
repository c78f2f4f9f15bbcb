import { Text, Title } from '@mantine/core'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import type { DossierView, StepView } from '../queries/dossier-view.ts'
import styles from './dossier-steps.module.css'

const words = { done: '✓ Đã xong', current: '● Đang ở đây', next: '○ Chưa đến' } as const

/** The whole way with the dossier's place on it: by colour, sign and word. */
export function DossierSteps({ dossier }: { dossier: DossierView }) {
  if (dossier.steps.length === 0) return null
  return (
    <section aria-labelledby="cac-buoc">
      <Title order={2} size="h4" id="cac-buoc" mb="xs">
        Các bước giải quyết
      </Title>
      <ol className={styles.steps}>
        {dossier.steps.map((step) => (
          <Step key={step.ordinal} step={step} />
        ))}
      </ol>
    </section>
  )
}

function Step({ step }: { step: StepView }) {
  return (
    <li className={styles[step.state]} aria-current={step.state === 'current' ? 'step' : undefined}>
      <Text span display="block" fw={600} size="sm">
        {step.ordinal + 1}. {step.name}
      </Text>
      <Text span display="block" size="sm" fw={step.state === 'current' ? 600 : 400}>
        {words[step.state]}
      </Text>
      {step.doneAt ? (
        <Text span display="block" size="sm">
          {step.doneBy}, {formatShortMoment(step.doneAt)}
        </Text>
      ) : (
        <Text span display="block" size="sm">
          {step.roleName}
          {step.state === 'done' ? '' : `; nên xong trước ${formatShortMoment(step.dueAt)}`}
        </Text>
      )}
    </li>
  )
}

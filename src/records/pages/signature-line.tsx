import { Button, Group, List, Text } from '@mantine/core'
import { useState } from 'react'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { checkNames, type PdfReport } from '../../signing/model/report.ts'
import { signerWords, stateWords, timeWords, verdictWords } from '../../signing/pages/report-words.ts'
import { Tag } from '../../ui/tag.tsx'

interface Props {
  /** Address of the file in the API. */
  address: string
  signed: { checkedAt: string; report: PdfReport }
  onChecked(): void
}

/** What was found of a file's signatures, each check to be opened, and a button to ask again. */
export function SignatureLine({ address, signed: { checkedAt, report }, onChecked }: Props) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const { tone, words } = verdictWords[report.verdict ?? 'unchecked']
  async function again() {
    setBusy(true)
    const answer = await fetch(`${address}/signatures`, { method: 'POST' }).catch(() => null)
    setBusy(false)
    if (answer?.ok) {
      setProblem('')
      onChecked()
    } else setProblem('Chưa kiểm tra lại được. Hãy thử lại sau ít phút.')
  }
  return (
    <div>
      <Group gap="xs">
        <Text size="sm">Chữ ký số</Text>
        <Tag tone={tone}>{words}</Tag>
        <Text size="xs" c="gray.7">
          Kiểm tra lúc {formatShortMoment(new Date(checkedAt))}
        </Text>
        <Button variant="default" size="compact-sm" loading={busy} onClick={again}>
          Kiểm tra lại
        </Button>
      </Group>
      {report.signatures.length === 0 ? <Text size="sm">{report.summary}</Text> : null}
      {problem ? (
        <Text size="sm" role="alert">
          {problem}
        </Text>
      ) : null}
      {report.signatures.map((signature, index) => (
        <details key={signature.field}>
          <summary>
            {signerWords(signature, index + 1)}: {verdictWords[signature.verdict].words.toLowerCase()}
          </summary>
          <Text size="sm">{timeWords(signature)}</Text>
          <List size="sm">
            {signature.checks.map(({ name, state, words: sentence }) => (
              <List.Item key={`${name} ${sentence}`} style={{ overflowWrap: 'anywhere' }}>
                {checkNames[name]}: {stateWords[state]}. {sentence}
              </List.Item>
            ))}
          </List>
        </details>
      ))}
    </div>
  )
}

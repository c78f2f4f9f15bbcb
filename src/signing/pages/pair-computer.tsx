import { Anchor, Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AgentClient, PairOutcome } from './agent-client.ts'

const problems: Readonly<Record<Exclude<PairOutcome, 'paired'>, string>> = {
  wrong_code: 'Mã chưa đúng hoặc đã hết hạn. Kiểm tra lại, hoặc bấm “Hiện mã” để lấy mã mới.',
  too_many_tries: 'Đã nhập sai 5 lần. Bấm “Hiện mã” để lấy mã mới.',
  not_allowed: 'Chương trình ký đang ghép với cơ quan khác. Mở cửa sổ của chương trình để cho phép ghép lại.',
  unreachable: 'Không thấy chương trình ký. Mở chương trình trên máy này rồi thử lại.',
}

interface Props {
  client: AgentClient
  /** The address of the agent's window where the browser did not open it. */
  blocked: string | null
  onPaired: () => void
}

/** Pairs this browser with the agent by the code that the agent shows in its own window. */
export function PairComputer({ client, blocked, onPaired }: Props) {
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  async function show() {
    const shown = await client.startPairing()
    setProblem(shown === 'shown' ? null : problems[shown])
  }
  async function pair(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    const outcome = await client.pair(code)
    setBusy(false)
    if (outcome === 'paired') onPaired()
    else setProblem(problems[outcome])
  }
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="ghep-may">
      <Stack gap="sm" component="form" onSubmit={pair}>
        <Title order={2} size="h4" id="ghep-may">
          Ghép máy này
        </Title>
        <Text size="sm">
          Bấm “Hiện mã”: cửa sổ của chương trình ký mở ra với mã gồm 8 chữ số. Nhập mã đó vào đây. Mỗi trình
          duyệt ghép một lần.
        </Text>
        <Group>
          <Button variant="default" onClick={show}>
            Hiện mã
          </Button>
          {blocked ? (
            <Anchor href={blocked} target="_blank" rel="noreferrer">
              Mở cửa sổ của chương trình ký
            </Anchor>
          ) : null}
        </Group>
        <TextInput
          label="Mã ghép"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={problem}
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          required
          maw={240}
        />
        <Group>
          <Button type="submit" loading={busy}>
            Ghép
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}

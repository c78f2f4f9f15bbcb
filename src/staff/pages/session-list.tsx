import { Button, Paper, Title } from '@mantine/core'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

interface ShownSession {
  id: string
  current: boolean
  started: string
  lastSeen: string
  ipAddress: string
  userAgent: string
}

const columns: readonly Column<ShownSession>[] = [
  { header: 'Bắt đầu', cell: (session) => session.started },
  { header: 'Dùng gần nhất', cell: (session) => session.lastSeen },
  { header: 'Địa chỉ', cell: (session) => session.ipAddress },
  { header: 'Trình duyệt', cell: (session) => browserName(session.userAgent) },
  { header: 'Việc', isPlain: true, cell: (session) => <SessionEnd session={session} /> },
]

/** Where the person is signed in, with a way to end what is not theirs. */
export function SessionList({ sessions }: { sessions: readonly ShownSession[] }) {
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="phien">
      <Title order={2} size="h4" mb="sm" id="phien">
        Các phiên đang đăng nhập
      </Title>
      <DataList
        label="Các phiên đang đăng nhập"
        columns={columns}
        rows={sessions}
        rowKey={(session) => session.id}
      />
    </Paper>
  )
}

function SessionEnd({ session }: { session: ShownSession }) {
  const { send, busy, problem } = useAnswer(() => {})
  if (session.current) {
    return <Tag tone="good">Phiên này</Tag>
  }
  function end() {
    const form = new FormData()
    form.set('viec', 'phien')
    form.set('session', session.id)
    send(form)
  }
  return (
    <>
      {problem ? <ProblemAlert problem={problem} /> : null}
      <Button
        size="compact-sm"
        variant="default"
        loading={busy}
        onClick={end}
        aria-label={`Kết thúc phiên bắt đầu lúc ${session.started}`}
      >
        Kết thúc
      </Button>
    </>
  )
}

const browsers = [
  [/Edg\//, 'Microsoft Edge'],
  [/OPR\//, 'Opera'],
  [/coc_coc_browser\//, 'Cốc Cốc'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const

/** The browser by its usual name; what is none of them by how it calls itself. */
function browserName(userAgent: string): string {
  return browsers.find(([mark]) => mark.test(userAgent))?.[1] ?? userAgent.slice(0, 40)
}

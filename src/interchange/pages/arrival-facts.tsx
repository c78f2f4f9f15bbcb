import { Anchor, Paper, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { stateName } from '../../records/model/states.ts'
import type { ArrivalView } from '../queries/get-arrival.ts'

type Incoming = NonNullable<ArrivalView['incoming']>

/** What the sender says, what it speaks of, what it brought: everything to decide on. */
export function ArrivalFacts({ arrival }: { arrival: ArrivalView }) {
  const { id, files, about, incoming, reason } = arrival
  const address = (fileId: string) => `/api/v1/interchange/arrivals/${id}/files/${fileId}`
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="thong-diep">
      <Stack gap="xs">
        <Title order={2} size="h4" id="thong-diep">
          Thông điệp
        </Title>
        {reason ? <Text size="sm">Nơi gửi cho biết: {reason}</Text> : null}
        {about ? <About about={about} isRecall={arrival.kind === 'recall'} /> : null}
        {incoming ? (
          <Text size="sm">
            Đã vào sổ: <IncomingLink incoming={incoming} />
          </Text>
        ) : null}
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {arrival.fingerprint
            ? `Có chữ ký số; dấu vân tay chứng thư: ${arrival.fingerprint}`
            : 'Thông điệp không có chữ ký số.'}
          {arrival.agency?.isNew ? ' Cơ quan này lần đầu gửi, quản trị chưa xem trong danh bạ.' : ''}
        </Text>
        {arrival.cautions ? <Text size="sm">{arrival.cautions}</Text> : null}
        {files.map((file) => (
          <Anchor
            key={file.id}
            href={address(file.id)}
            target="_blank"
            size="sm"
            style={{ overflowWrap: 'anywhere' }}
          >
            {file.name}
          </Anchor>
        ))}
        <Anchor href={address(arrival.rawFileId)} size="sm">
          Tải thông điệp gốc (.edxml)
        </Anchor>
      </Stack>
    </Paper>
  )
}

function About({ about, isRecall }: { about: NonNullable<ArrivalView['about']>; isRecall: boolean }) {
  const { incoming, arrivalId, title } = about
  if (!incoming) {
    return (
      <Text size="sm">
        Nói về văn bản{' '}
        <Anchor component={Link} inherit to={`/lien-thong-van-ban/${arrivalId}`}>
          {title}
        </Anchor>
        , chưa đăng ký.
      </Text>
    )
  }
  return (
    <>
      <Text size="sm">
        Nói về văn bản <IncomingLink incoming={incoming} />, {stateName(incoming.state).toLowerCase()}.
      </Text>
      {isRecall && incoming.replies.length > 0 ? (
        <Text size="sm" fw={600}>
          Đơn vị đã trả lời văn bản này: {incoming.replies.join('; ')}. Hãy cân nhắc trước khi cho lấy lại.
        </Text>
      ) : null}
    </>
  )
}

function IncomingLink({ incoming }: { incoming: Incoming }) {
  return (
    <Anchor component={Link} inherit to={`/van-ban-den/${incoming.id}`}>
      số đến {incoming.arrivalNumber}/{incoming.arrivalYear} ({incoming.symbol})
    </Anchor>
  )
}

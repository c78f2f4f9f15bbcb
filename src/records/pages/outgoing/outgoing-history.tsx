import { List, Text, Title } from '@mantine/core'
import { formatDate, formatShortMoment } from '../../../calendar/model/clock-time.ts'
import { states as letterStates, type MessageState } from '../../../notifications/model/sending.ts'
import { sendingWays } from '../../model/outgoing/outgoing-inputs.ts'
import type { OutgoingView } from '../outgoing-document.tsx'

const kinds: Readonly<Record<string, string>> = {
  drafted: 'Soạn dự thảo',
  saved: 'Lưu bản mới',
  submitted: 'Trình duyệt',
  reviewed: 'Duyệt nội dung',
  form_passed: 'Xác nhận đúng thể thức',
  form_let_pass: 'Cho qua dù còn chỗ chưa đúng thể thức',
  approved: 'Duyệt ký, cấp số',
  signed: 'Đã ký',
  issued: 'Phát hành',
  sent: 'Gửi',
  sent_back: 'Trả lại',
  cancelled: 'Hủy',
  recalled: 'Thu hồi',
  replaced: 'Thay thế',
  corrected: 'Đính chính',
  comment: 'Góp ý',
}

/** What was done and said, the latest first; to whom it was sent; numbers given up. */
export function OutgoingHistory({ document }: { document: OutgoingView }) {
  const { events, sendings, numbersGivenUp } = document
  return (
    <>
      {sendings.length > 0 ? (
        <section aria-labelledby="noi-da-gui">
          <Title order={2} size="h4" id="noi-da-gui">
            Đã gửi
          </Title>
          <List size="sm">
            {sendings.map((each) => (
              <List.Item key={each.id}>
                {each.recipient}: {sendingWays[each.way].toLowerCase()}, ngày {formatDate(each.sentOn)},{' '}
                {each.copies} bản
                {each.receivedBy ? `, ${each.receivedBy} nhận` : ''}
                {each.letter
                  ? `. Thư đến ${each.letter.address}: ${letterStates[each.letter.state as MessageState].toLowerCase()}${each.letter.reason ? ` (${each.letter.reason})` : ''}`
                  : ''}
              </List.Item>
            ))}
          </List>
        </section>
      ) : null}
      {numbersGivenUp.map(({ code, reason }) => (
        <Text key={code} size="sm">
          Số {code} đã cấp rồi hủy: {reason}
        </Text>
      ))}
      <section aria-labelledby="qua-trinh">
        <Title order={2} size="h4" id="qua-trinh">
          Quá trình xử lý
        </Title>
        <List size="sm" spacing={4}>
          {events.map((event) => (
            <List.Item key={event.id}>
              <b>{kinds[event.kind] ?? event.kind}</b>, {event.name}
              {event.post ? ` (${event.post})` : ''}, {formatShortMoment(new Date(event.at))}, bản{' '}
              {event.version}
              {event.words && event.kind !== 'drafted' && event.kind !== 'saved' ? `: ${event.words}` : ''}
            </List.Item>
          ))}
        </List>
      </section>
    </>
  )
}

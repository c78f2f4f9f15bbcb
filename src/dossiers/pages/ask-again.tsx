import { Checkbox } from '@mantine/core'

/** Offered once the server has said that the office already has a paper that is asked for. */
export function AskAgain({ message }: { message: string | undefined }) {
  if (!message?.startsWith('Đã có')) return null
  return (
    <Checkbox
      name="askAgain"
      label="Vẫn yêu cầu giấy tờ đã có"
      description="Chỉ khi bản đã có không dùng được; hãy ghi rõ vì sao ở ô Lý do."
    />
  )
}

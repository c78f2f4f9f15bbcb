import { Anchor, Button, Group, Text } from '@mantine/core'
import { registerPartSize } from '../model/register.ts'

interface Props {
  input: Record<string, string>
  count: number
}

/** Ways to print and keep the register. A long one is printed in parts, so that the counter's papers need not wait. */
export function RegisterPapers({ input, count }: Props) {
  const parts = Math.max(1, Math.ceil(count / registerPartSize))
  const pdf = (part: number) =>
    `/api/v1/register.pdf?${new URLSearchParams({ ...input, part: String(part) })}`
  return (
    <Group gap="sm" align="center">
      {parts === 1 ? (
        <Button component="a" href={pdf(1)} target="_blank" variant="default">
          In sổ (PDF)
        </Button>
      ) : (
        <Group gap="xs" role="group" aria-label="In sổ theo từng phần">
          <Text size="sm">In sổ (PDF), mỗi phần {registerPartSize.toLocaleString('vi-VN')} hồ sơ:</Text>
          {Array.from({ length: parts }, (_, index) => (
            <Anchor key={pdf(index + 1)} href={pdf(index + 1)} target="_blank" size="sm">
              Phần {index + 1}
            </Anchor>
          ))}
        </Group>
      )}
      <Button component="a" href={`/api/v1/register.xlsx?${new URLSearchParams(input)}`} variant="default">
        Lưu tệp Excel
      </Button>
    </Group>
  )
}

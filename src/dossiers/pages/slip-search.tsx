import { Button, Group, Paper, TextInput } from '@mantine/core'
import { Form } from 'react-router'

/** Opens a slip by its bar code: a reader types the code and presses Enter. */
export function SlipSearch() {
  return (
    <Paper withBorder p="sm">
      <Form method="get" action="/ban-giao" role="search">
        <Group align="flex-end" gap="sm">
          <TextInput
            name="phieu"
            label="Nhận hồ sơ: quét hoặc gõ mã phiếu bàn giao"
            placeholder="BG-…"
            autoComplete="off"
            maxLength={300}
            style={{ flex: '1 1 16rem' }}
          />
          <Button type="submit">Mở phiếu</Button>
        </Group>
      </Form>
    </Paper>
  )
}

import { Button, Group, NativeSelect, Paper, SimpleGrid, TextInput } from '@mantine/core'
import { Form } from 'react-router'
import { registerKinds, registerOn } from '../../model/certification/registers.ts'

interface Props {
  asked: { register: string; from: string; to: string }
  wrong: Readonly<Record<string, string>>
}

/** Which register and which days; the address holds them, so that a look can be kept, sent and reloaded. */
export function RegisterFilter({ asked, wrong }: Props) {
  return (
    <Paper withBorder p="sm">
      <Form method="get" action="/so-chung-thuc" role="search">
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} spacing="sm">
          <NativeSelect
            name="register"
            label="Loại sổ"
            defaultValue={asked.register}
            error={wrong.register}
            data={registerKinds.map((kind) => ({ value: kind, label: registerOn(kind, asked.to).name }))}
          />
          <TextInput type="date" name="from" label="Từ ngày" defaultValue={asked.from} error={wrong.from} />
          <TextInput type="date" name="to" label="Đến ngày" defaultValue={asked.to} error={wrong.to} />
          <Group align="flex-end">
            <Button type="submit">Xem sổ</Button>
          </Group>
        </SimpleGrid>
      </Form>
    </Paper>
  )
}

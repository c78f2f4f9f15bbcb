import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { FilterFrame } from '../../ui/filter-frame.tsx'
import { searchKinds } from '../model/kinds.ts'
import type { SearchFilter } from '../model/search-filter.ts'

interface Props {
  filter: SearchFilter
  choices: {
    people: { id: string; name: string }[]
    units: { id: string; name: string }[]
    fields: { code: string; name: string }[]
  }
  errors: Readonly<Record<string, string>>
}

const any = (label: string) => ({ value: '', label })

/** The box and every filter of the search. */
export function SearchForm({ filter, choices, errors }: Props) {
  const { q: _, kind: __, state: ___, ...rarer } = filter
  return (
    <FilterFrame
      action="/tim-kiem"
      startsOpen={Object.keys(rarer).length > 0 || 'from' in errors || 'to' in errors}
      more={<MoreFilters filter={filter} choices={choices} errors={errors} />}
    >
      <TextInput
        type="search"
        name="q"
        label="Tìm gì"
        placeholder="Chữ, số ký hiệu, tên người, ngày"
        defaultValue={filter.q}
        error={errors.q}
        maxLength={300}
      />
      <NativeSelect
        name="kind"
        label="Loại"
        defaultValue={filter.kind ?? ''}
        data={[any('Mọi loại'), ...Object.entries(searchKinds).map(([value, label]) => ({ value, label }))]}
      />
      <NativeSelect
        name="state"
        label="Trạng thái"
        defaultValue={filter.state ?? ''}
        data={[
          any('Mọi trạng thái'),
          { value: 'open', label: 'Chưa xong' },
          { value: 'done', label: 'Đã xong' },
        ]}
      />
    </FilterFrame>
  )
}

function MoreFilters({ filter, choices, errors }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm" mt="sm">
      <NativeSelect
        name="staffId"
        label="Người xử lý, soạn, ký"
        defaultValue={filter.staffId ?? ''}
        data={[any('Tất cả'), ...choices.people.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <NativeSelect
        name="unitId"
        label="Phòng, ban"
        defaultValue={filter.unitId ?? ''}
        data={[any('Tất cả'), ...choices.units.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <NativeSelect
        name="field"
        label="Lĩnh vực"
        defaultValue={filter.field ?? ''}
        data={[
          any('Mọi lĩnh vực'),
          ...choices.fields.map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
      <TextInput type="date" name="from" label="Từ ngày" defaultValue={filter.from} error={errors.from} />
      <TextInput type="date" name="to" label="Đến hết ngày" defaultValue={filter.to} error={errors.to} />
      <NativeSelect
        name="sort"
        label="Xếp theo"
        defaultValue={filter.sort ?? ''}
        data={[any('Ngày, mới nhất trước'), { value: 'best', label: 'Khớp nhất' }]}
      />
    </SimpleGrid>
  )
}

import { searchFilter } from './search-filter.ts'

/** What is kept of a search: all that was typed and chosen, at least something. */
export const savedQuery = searchFilter.refine(
  (query) => Object.values(query).some((each) => each !== undefined && each !== ''),
  {
    error: 'Hãy gõ hoặc chọn điều cần tìm trước khi lưu.',
  },
)

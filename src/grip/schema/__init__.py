"""The canonical tables: what an export must become and what every indicator reads."""

from grip.schema.case import CASE_TABLES
from grip.schema.columns import Column, columns_of, order_of
from grip.schema.policy import POLICY_TABLES
from grip.schema.row import Row

TABLES: dict[str, type[Row]] = {row.table: row for row in (*CASE_TABLES, *POLICY_TABLES)}

__all__ = ["TABLES", "Column", "Row", "columns_of", "order_of"]

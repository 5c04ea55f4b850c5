"""Workbooks: Excel's xlsx, xlsm, xlsb and xls, and the OpenDocument spreadsheet."""

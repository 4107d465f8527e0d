-- What somebody said who looked is written once. Nobody changes it afterwards, the tables' owner included.

SELECT append_only('pendampingan_signallook');

# Reference numbers for charts, from R's own data sets. Run: Rscript reference.R > reference.json
numbers <- function(x) paste0("[", paste(sprintf("%.17g", as.numeric(x)), collapse = ", "), "]")
field <- function(name, text) sprintf('"%s": %s', name, text)
record <- function(...) paste0("{", paste(c(...), collapse = ",\n "), "}")

wind <- airquality$Wind
classes <- nclass.FD(wind)
breaks <- seq(min(wind), max(wind), length.out = classes + 1)
counts <- hist(wind, breaks = breaks, right = FALSE, include.lowest = TRUE, plot = FALSE)$counts
at <- c(2, 5, 10, 15, 20)
kernel <- sapply(at, function(p) mean(dnorm(p, wind, bw.nrd0(wind))))
binned <- density(wind, bw = "nrd0", n = 2048)
spread <- record(
  field("values", numbers(wind)),
  field("quantiles", numbers(quantile(wind, c(0, .25, .5, .75, 1), type = 7))),
  field("boxplot_stats", numbers(boxplot.stats(wind)$stats)),
  field("outliers", numbers(sort(boxplot.stats(wind)$out))),
  field("breaks", numbers(breaks)),
  field("counts", numbers(counts)),
  field("bandwidth", numbers(bw.nrd0(wind))),
  field("at", numbers(at)),
  field("density", numbers(kernel)),
  field("density_fft", numbers(approx(binned$x, binned$y, at)$y))
)

levels <- sort(unique(mtcars$cyl))
tests <- lapply(levels, function(k) t.test(mtcars$mpg[mtcars$cyl == k]))
cars <- record(
  field("mpg", numbers(mtcars$mpg)),
  field("wt", numbers(mtcars$wt)),
  field("cyl", numbers(mtcars$cyl)),
  field("gear", numbers(mtcars$gear)),
  field("means", numbers(sapply(tests, function(t) t$estimate))),
  field("lows", numbers(sapply(tests, function(t) t$conf.int[1]))),
  field("highs", numbers(sapply(tests, function(t) t$conf.int[2]))),
  field("medians", numbers(tapply(mtcars$mpg, mtcars$cyl, median))),
  field("pearson", numbers(cor(mtcars$wt, mtcars$mpg))),
  field("table", numbers(t(table(mtcars$gear, mtcars$cyl))))
)
cat(record(field("R", sprintf('"%s"', R.version.string)), field("wind", spread), field("cars", cars)), "\n")

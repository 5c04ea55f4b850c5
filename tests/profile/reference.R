# Numbers for test_profile_statistics.py, made by: Rscript tests/profile/reference.R
# Data: airquality (153 days, New York 1973, Chambers et al. 1983), part of R, with missing values.
skewness <- function(x) {  # G1 of Joanes and Gill (1998), type 2 in package e1071
  n <- length(x); d <- x - mean(x)
  sqrt(n * (n - 1)) / (n - 2) * mean(d^3) / mean(d^2)^1.5
}
describe <- function(x) {
  missing <- sum(is.na(x)); x <- x[!is.na(x)]
  q <- quantile(x, c(.05, .25, .5, .75, .95), names = FALSE, type = 7)
  fence <- 1.5 * (q[4] - q[2])
  list(count = length(x), missing = missing, distinct = length(unique(x)), min = min(x),
       max = max(x), mean = mean(x), std = sd(x), skewness = skewness(x), q05 = q[1], q25 = q[2],
       median = q[3], q75 = q[4], q95 = q[5], zeros = sum(x == 0), negatives = sum(x < 0),
       outliers = sum(x < q[2] - fence | x > q[4] + fence))
}
value <- function(x) if (is.list(x)) {
  paste0("{", paste0('"', names(x), '": ', sapply(x, value), collapse = ", "), "}")
} else if (length(x) > 1) {
  paste0("[", paste(sapply(x, value), collapse = ", "), "]")
} else if (is.na(x)) "null" else format(x, digits = 16)
r <- cor(airquality, use = "pairwise.complete.obs")
pairs <- list()
for (i in 2:ncol(r)) for (j in 1:(i - 1))
  pairs[[paste(rownames(r)[i], colnames(r)[j])]] <- list(
    r = r[i, j], n = sum(complete.cases(airquality[, c(i, j)])))
cat(value(list(R = as.numeric(paste0(R.version$major, ".", substr(R.version$minor, 1, 1))),
               data = as.list(airquality), columns = lapply(airquality, describe),
               pairs = pairs, duplicates = sum(duplicated(airquality)))), "\n",
    file = "tests/profile/reference.json")

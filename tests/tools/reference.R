# Reference values of the tools from R and its package survival.
# Run from this folder: Rscript reference.R
# Writes reference.json and the data/*.csv it is computed from (R's own data sets and small cases).
suppressPackageStartupMessages(library(survival))
options(digits = 17)

json <- function(x) {
  if (is.list(x)) {
    fields <- sprintf('"%s": %s', names(x), vapply(x, json, ""))
    return(paste0("{", paste(fields, collapse = ",\n"), "}"))
  }
  if (is.character(x)) return(sprintf('"%s"', x))
  if (length(x) != 1 || is.na(x) || is.infinite(x)) return("null")
  sprintf("%.17g", x)
}
keep <- function(frame, name) {
  write.csv(frame, file.path("data", paste0(name, ".csv")), row.names = FALSE, na = "", quote = FALSE)
}

# G1 and G2 as in Joanes and Gill (1998), type 2 of SAS and SPSS
skew <- function(x) {
  n <- length(x); d <- x - mean(x)
  mean(d^3) / mean(d^2)^1.5 * sqrt(n * (n - 1)) / (n - 2)
}
kurt <- function(x) {
  n <- length(x); d <- x - mean(x)
  ((n + 1) * (mean(d^4) / mean(d^2)^2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
}
described <- function(x, trim = 0.1, level = 0.95) {
  missing <- sum(is.na(x)); x <- x[!is.na(x)]
  ci <- t.test(x, conf.level = level)$conf.int
  list(n = length(x), missing = missing, mean = mean(x), ci_low = ci[1], ci_high = ci[2],
       sd = sd(x), median = median(x), q1 = quantile(x, .25)[[1]], q3 = quantile(x, .75)[[1]],
       iqr = IQR(x), mad = mad(x), trimmed = mean(x, trim = trim), min = min(x), max = max(x),
       skew = skew(x), kurtosis = kurt(x))
}

# Hedges' g (1981) with the interval of Steiger and Fouladi (1997) by R's noncentral t
compared <- function(x, y, equal = FALSE, level = 0.95) {
  test <- t.test(x, y, var.equal = equal, conf.level = level)
  student <- t.test(x, y, var.equal = TRUE)
  n <- length(x); m <- length(y); df <- n + m - 2; alpha <- 1 - level
  pooled <- sqrt(((n - 1) * var(x) + (m - 1) * var(y)) / df)
  correction <- exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)
  t <- student$statistic[[1]]
  bound <- function(q) uniroot(function(nc) pt(t, df, nc) - q, c(t - 15, t + 15), tol = 1e-13)$root
  unit <- correction * sqrt(1 / n + 1 / m)
  ranks <- suppressWarnings(wilcox.test(x, y))
  list(t = test$statistic[[1]], df = test$parameter[[1]], p = test$p.value,
       diff = mean(x) - mean(y), ci_low = test$conf.int[1], ci_high = test$conf.int[2],
       hedges_g = (mean(x) - mean(y)) / pooled * correction,
       g_ci_low = bound(1 - alpha / 2) * unit, g_ci_high = bound(alpha / 2) * unit,
       mann_whitney_u = ranks$statistic[[1]], mann_whitney_p = ranks$p.value)
}
brown_forsythe <- function(x, y) {
  group <- factor(c(rep("x", length(x)), rep("y", length(y))))
  away <- abs(c(x - median(x), y - median(y)))
  summary(aov(away ~ group))[[1]][1, c("F value", "Pr(>F)")]
}

related <- function(x, y, method, level = 0.95) {
  used <- complete.cases(x, y); x <- x[used]; y <- y[used]; n <- length(x)
  exact <- if (method == "kendall") NULL else FALSE
  test <- suppressWarnings(cor.test(x, y, method = method, exact = exact, conf.level = level))
  r <- test$estimate[[1]]; z <- qnorm(1 - (1 - level) / 2)
  ci <- switch(method,
    pearson = test$conf.int,
    spearman = tanh(atanh(r) + c(-1, 1) * z * sqrt((1 + r^2 / 2) / (n - 3))),  # Bonett, Wright (2000)
    kendall = tanh(atanh(r) + c(-1, 1) * z * sqrt(0.437 / (n - 4))))           # Fieller et al. (1957)
  list(r = r, p = test$p.value, n = n, ci_low = ci[1], ci_high = ci[2])
}
matrix_of <- function(frame, method, adjust) {
  pairs <- combn(names(frame), 2)
  found <- apply(pairs, 2, function(p) related(frame[[p[1]]], frame[[p[2]]], method), simplify = FALSE)
  adjusted <- p.adjust(vapply(found, function(f) f$p, 0), c(holm = "holm", bh = "BH", none = "none")[[adjust]])
  out <- list()
  for (i in seq_along(found)) {
    key <- paste0("[", pairs[1, i], ",", pairs[2, i], "]")
    for (name in names(found[[i]])) out[[paste0(name, key)]] <- found[[i]][[name]]
    out[[paste0("p_adjusted", key)]] <- adjusted[i]
  }
  out
}

curve <- function(time, event, tau = NULL, level = 0.95) {
  fit <- survfit(Surv(time, event) ~ 1, conf.type = "log-log", conf.int = level)
  half <- quantile(fit, 0.5)
  if (is.null(tau)) tau <- max(time)
  area <- summary(fit, rmean = tau)$table
  list(n = fit$n, events = sum(fit$n.event), median = half$quantile[[1]],
       median_ci_low = half$lower[[1]], median_ci_high = half$upper[[1]],
       rmst = area[["rmean"]], rmst_se = area[["se(rmean)"]])
}
curves <- function(time, event, group) {
  tau <- min(tapply(time, group, max)); out <- list()
  for (g in sort(unique(group))) {
    found <- curve(time[group == g], event[group == g], tau)
    for (name in names(found)) out[[sprintf("%s[%s]", name, g)]] <- found[[name]]
  }
  test <- survdiff(Surv(time, event) ~ group)
  out$chi2 <- test$chisq; out$df <- length(test$n) - 1
  out$p <- pchisq(test$chisq, out$df, lower.tail = FALSE); out$tau <- tau
  out
}
points_of <- function(time, event, at) {
  fit <- summary(survfit(Surv(time, event) ~ 1, conf.type = "log-log"), times = at)
  out <- list()
  for (i in seq_along(at)) {
    out[[paste0("surv_", at[i])]] <- fit$surv[i]; out[[paste0("low_", at[i])]] <- fit$lower[i]
    out[[paste0("high_", at[i])]] <- fit$upper[i]; out[[paste0("risk_", at[i])]] <- fit$n.risk[i]
  }
  out
}

# Data: R's own, and cases at the edges
keep(mtcars, "mtcars"); keep(sleep[, c("extra", "group")], "sleep")
keep(setNames(iris, gsub("\\.", "_", tolower(names(iris)))), "iris")
ours <- lung[, c("time", "status", "age", "sex", "ph.ecog", "wt.loss")]
names(ours) <- c("time", "status", "age", "sex", "ecog", "weight_loss"); keep(ours, "lung")
edge <- data.frame(  # ties, a survival of exactly one half, an event at time 0, a last censored time
  time = c(0, 1, 1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 12),
  event = c(1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0),
  arm = rep(c("a", "b"), 8),
  large = 1e9 + c(1, 2, 4, 7, 7, 9, 10, 11, 12, 15, 16, 18, 19, 21, 25, 40),
  small = c(1e-7, 2e-7, 2e-7, 3e-7, 5e-7, 7e-7, 8e-7, 8e-7, 9e-7, 1e-6, 3e-6, 4e-6, 4e-6, 5e-6, 6e-6, 9e-5))
keep(edge, "edge")
half <- data.frame(time = c(1, 2, 3, 4), event = c(1, 1, 1, 0)); keep(half, "half")
two <- with(sleep, split(extra, group)); cars <- split(mtcars$mpg, mtcars$am)
petals <- split(iris$Petal.Length, iris$Species); lungs <- ours[!is.na(ours$ecog), ]
loss <- split(lung$wt.loss, lung$sex); loss <- lapply(loss, function(x) x[!is.na(x)])

reference <- list(
  R = paste(R.version.string, "survival", packageVersion("survival")),
  describe = list(
    mtcars_mpg = described(mtcars$mpg), iris_petal_length = described(iris$Petal.Length),
    lung_weight_loss = described(lung$wt.loss), lung_weight_loss_trim20_99 = described(lung$wt.loss, 0.2, 0.99),
    edge_large = described(edge$large), edge_small = described(edge$small),
    sleep_extra_1 = described(two[["1"]]), sleep_extra_2 = described(two[["2"]])),
  ttest_ind = list(
    sleep = compared(two[["1"]], two[["2"]]), sleep_student = compared(two[["1"]], two[["2"]], TRUE),
    mtcars_mpg_am = compared(cars[["0"]], cars[["1"]]), mtcars_mpg_am_90 = compared(cars[["0"]], cars[["1"]], level = .9),
    iris_petals = compared(petals$versicolor, petals$virginica), lung_weight_loss = compared(loss[["1"]], loss[["2"]]),
    edge_small = compared(edge$small[edge$arm == "a"], edge$small[edge$arm == "b"])),
  ttest_checks = list(
    sleep_shapiro_1 = shapiro.test(two[["1"]])$p.value, sleep_shapiro_2 = shapiro.test(two[["2"]])$p.value,
    mtcars_brown_forsythe = brown_forsythe(cars[["0"]], cars[["1"]])[[1]],
    mtcars_brown_forsythe_p = brown_forsythe(cars[["0"]], cars[["1"]])[[2]]),
  correlation = list(
    mtcars_pearson = related(mtcars$wt, mtcars$mpg, "pearson"),
    mtcars_spearman = related(mtcars$wt, mtcars$mpg, "spearman"),
    mtcars_kendall = related(mtcars$wt, mtcars$mpg, "kendall"),
    sleep_kendall_exact = related(two[["1"]][-4], two[["2"]][-4], "kendall"),
    lung_pearson = related(lung$age, lung$wt.loss, "pearson", 0.99),
    edge_pearson = related(edge$large, edge$small, "pearson")),
  correlation_matrix = list(
    iris_pearson_holm = matrix_of(setNames(iris[1:4], gsub("\\.", "_", tolower(names(iris)[1:4]))), "pearson", "holm"),
    mtcars_spearman_bh = matrix_of(mtcars[c("mpg", "drat", "qsec", "carb")], "spearman", "bh"),
    lung_kendall_none = matrix_of(ours[c("age", "ecog", "weight_loss")], "kendall", "none")),
  km = list(
    lung = curve(ours$time, ours$status == 2), lung_90 = curve(ours$time, ours$status == 2, level = .9),
    edge = curve(edge$time, edge$event), half = curve(half$time, half$event)),
  km_groups = list(
    lung_sex = curves(ours$time, ours$status == 2, ours$sex), lung_ecog = curves(lungs$time, lungs$status == 2, lungs$ecog),
    edge_arm = curves(edge$time, edge$event, edge$arm)),
  km_curve = list(
    lung = points_of(ours$time, ours$status == 2, c(0, 200, 400, 600, 800, 1000)),
    edge = points_of(edge$time, edge$event, c(0, 2, 4, 6, 8, 10, 12))))
writeLines(json(reference), "reference.json")
